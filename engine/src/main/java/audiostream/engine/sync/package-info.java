/**
 * The time of the other side: its clock's offset and skew with their uncertainty, the stream's own
 * clock, and the latency that a group of receivers holds. Rank 2: uses ranks 0 and 1. Pure, in
 * virtual time; nothing here knows sockets or threads.
 */
@NullMarked
package audiostream.engine.sync;

import org.jspecify.annotations.NullMarked;
