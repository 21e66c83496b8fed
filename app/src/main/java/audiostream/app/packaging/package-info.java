/**
 * Packs the program so that it runs elsewhere: a portable tar, an image with its own Java, a Debian
 * package. Runs on the caller's thread, with the JDK's and the system's own tools.
 */
@NullMarked
package audiostream.app.packaging;

import org.jspecify.annotations.NullMarked;
