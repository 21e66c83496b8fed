/**
 * Words for messages: excerpts that fit a line, and the name that was probably meant. Any thread.
 */
@NullMarked
package audiostream.app.words;

import org.jspecify.annotations.NullMarked;
