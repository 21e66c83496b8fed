/**
 * What users write: URIs, session files, the older client lists. Reads and writes them, and says in
 * one line what is wrong with them. Any thread.
 */
@NullMarked
package audiostream.app.session;

import org.jspecify.annotations.NullMarked;
