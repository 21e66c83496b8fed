/**
 * WAV files as devices. Reading ahead has a thread of its own, the pace another; writing is done by
 * the caller's writer thread.
 */
@NullMarked
package audiostream.engine.device.wav;

import org.jspecify.annotations.NullMarked;
