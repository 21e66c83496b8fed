/** The C library's functions that Java has no method for. */
@NullMarked
package audiostream.engine.libc;

import org.jspecify.annotations.NullMarked;
