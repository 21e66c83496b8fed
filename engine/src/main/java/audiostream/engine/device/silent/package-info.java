/** Silence as a device: an input of zeros, an output that forgets. */
@NullMarked
package audiostream.engine.device.silent;

import org.jspecify.annotations.NullMarked;
