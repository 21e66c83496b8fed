/**
 * What users write: destinations as URIs, session files, the older programs' client lists. Reads
 * and writes them, and says in one line what is wrong with them, as an {@link
 * IllegalArgumentException}. Any thread.
 */
@NullMarked
package audiostream.app.session;

import org.jspecify.annotations.NullMarked;
