/** The command line. The only room that writes to standard output and error. Main thread. */
@NullMarked
package audiostream.app.cli;

import org.jspecify.annotations.NullMarked;
