/**
 * Sound as numbers: sample encodings, stream formats, channel lists, gains, meters, WAV as bytes.
 * Rank 0: uses no other room. Pure; callable from any thread, objects with state are confined to
 * the thread that owns them.
 */
@NullMarked
package audiostream.engine.audio;

import org.jspecify.annotations.NullMarked;
