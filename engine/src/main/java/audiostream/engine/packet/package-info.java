/**
 * The packet slot and the ports through which packets come and go. Rank 1: uses rank 0 only. The
 * rooms of rank 2 implement the ports, {@code pipeline} joins them.
 */
@NullMarked
package audiostream.engine.packet;

import org.jspecify.annotations.NullMarked;
