/**
 * Senders and receivers as wholes: agents and their threads, life cycle, commands, snapshots. Rank
 * 4: uses every other room. A configuration record lives beside the class that uses it.
 */
@NullMarked
package audiostream.engine.session;

import org.jspecify.annotations.NullMarked;
