/**
 * Passing things between exactly two threads without locks or allocation. Rank 0: uses no other
 * room.
 */
@NullMarked
package audiostream.engine.handoff;

import org.jspecify.annotations.NullMarked;
