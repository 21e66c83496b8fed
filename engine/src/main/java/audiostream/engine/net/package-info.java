/**
 * UDP: one connected channel for each destination, one bound channel for each receiver. Rank 2:
 * uses ranks 0 and 1.
 */
@NullMarked
package audiostream.engine.net;

import org.jspecify.annotations.NullMarked;
