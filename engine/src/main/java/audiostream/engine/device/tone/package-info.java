/**
 * A test signal as a device: a different, recognisable tone on each channel, whose every sample is
 * known.
 */
@NullMarked
package audiostream.engine.device.tone;

import org.jspecify.annotations.NullMarked;
