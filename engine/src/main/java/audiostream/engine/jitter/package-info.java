/**
 * Puts what arrives in its place in time: a buffer placed by extended timestamp, a history counted
 * by extended sequence number, the fastest arrivals, and the decision what to do next. Rank 2: uses
 * ranks 0 and 1. All of it belongs to the thread that pulls (the playout device's or the writer's);
 * nothing here allocates after construction.
 */
@NullMarked
package audiostream.engine.jitter;

import org.jspecify.annotations.NullMarked;
