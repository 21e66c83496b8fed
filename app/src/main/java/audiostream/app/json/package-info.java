/**
 * JSON as a person wrote it: a small tree in which every value knows its line and column, so that a
 * complaint can point at it; and JSON as one line for programs. Any thread.
 */
@NullMarked
package audiostream.app.json;

import org.jspecify.annotations.NullMarked;
