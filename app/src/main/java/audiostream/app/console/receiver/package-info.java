/**
 * The receiver's console: a page that shows how it is doing, and by which its name and volume are
 * changed.
 */
@NullMarked
package audiostream.app.console.receiver;

import org.jspecify.annotations.NullMarked;
