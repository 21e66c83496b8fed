/**
 * What the pages of sender and receiver have in common: events, levels, metrics, files of the user.
 */
@NullMarked
package audiostream.app.console.shared;

import org.jspecify.annotations.NullMarked;
