/**
 * Sound devices: the clocked ports, and the back-ends behind them.
 *
 * <p>Rank 2: uses ranks 0 and 1. <b>The device calls us</b>: a capture device hands over blocks, a
 * playout device asks for them, each from a thread of its own or of its driver. What has no clock
 * of its own on the way out (a file, a pipe, silence) is a {@link
 * audiostream.engine.device.FollowingOutput} instead: we call it, and it follows the sender's
 * timeline.
 *
 * <p>A new back-end starts from {@code SkeletonBackend} in the tests.
 */
@NullMarked
package audiostream.engine.device;

import org.jspecify.annotations.NullMarked;
