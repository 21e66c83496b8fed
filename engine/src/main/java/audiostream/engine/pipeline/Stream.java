package audiostream.engine.pipeline;

import audiostream.engine.audio.StreamFormat;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a receiver has taken up.
 *
 * @param ssrc synchronization source; 0 for raw
 * @param format as the payload type tells it
 * @param source where it comes from
 */
public record Stream(int ssrc, StreamFormat format, @Nullable SocketAddress source) {}
