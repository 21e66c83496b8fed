/**
 * Arithmetic on sound: a resampler whose speed can be steered, a concealer for missing frames,
 * fades. Rank 1: uses rank 0 only. Pure: planar arrays in and out, no clock, no threads; an object
 * belongs to one thread at a time. Nothing allocates after construction and configuration, so all
 * of it may run on a sound device's thread.
 */
@NullMarked
package audiostream.engine.dsp;

import org.jspecify.annotations.NullMarked;
