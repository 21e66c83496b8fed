/** The program, as processes of its own, against other programs and real networks. */
@NullMarked
package audiostream.app.interop;

import org.jspecify.annotations.NullMarked;
