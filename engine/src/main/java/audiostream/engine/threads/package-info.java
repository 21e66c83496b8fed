/**
 * What the system does for threads: real-time scheduling, processors of their own, memory that
 * stays in memory.
 */
@NullMarked
package audiostream.engine.threads;

import org.jspecify.annotations.NullMarked;
