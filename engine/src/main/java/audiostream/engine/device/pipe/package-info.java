/** Bare PCM on standard input and output, to join with other programs. */
@NullMarked
package audiostream.engine.device.pipe;

import org.jspecify.annotations.NullMarked;
