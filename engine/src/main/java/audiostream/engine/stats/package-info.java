/**
 * Counters as documented enums. Rank 0: uses no other room. Each counter has one writing thread;
 * any thread reads.
 */
@NullMarked
package audiostream.engine.stats;

import org.jspecify.annotations.NullMarked;
