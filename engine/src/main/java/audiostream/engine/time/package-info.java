/**
 * Clocks. Rank 0: uses no other room. The only caller of {@code System.nanoTime()}; everything else
 * takes {@code nowNs} as an argument or a {@link audiostream.engine.time.Clock} from outside.
 */
@NullMarked
package audiostream.engine.time;

import org.jspecify.annotations.NullMarked;
