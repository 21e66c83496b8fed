package audiostream.engine.packet;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A reusable slot for one received datagram. Owned by one thread at a time; passed on through a
 * {@code SlotRing}.
 */
public final class Packet {

  /**
   * The largest datagram that is kept whole: every raw block of the older programs, and jumbo
   * frames.
   */
  public static final int MAX_BYTES = 16_384;

  private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES + 1);
  private @Nullable SocketAddress source;
  private long arrivedNs;

  /**
   * The datagram: position 0, limit its length. One byte larger than MAX_BYTES, so that a cut one
   * shows.
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  public int length() {
    return bytes.limit();
  }

  /** Who sent it; null before the first use. */
  public @Nullable SocketAddress source() {
    return source;
  }

  /** When it arrived, on the scale of {@code Clock.nowNs()}. */
  public long arrivedNs() {
    return arrivedNs;
  }

  /** Completes the slot after its bytes were put and flipped. */
  public void received(@Nullable SocketAddress from, long atNs) {
    source = from;
    arrivedNs = atNs;
  }

  /** Makes this slot a copy of another. */
  public void copyFrom(Packet other) {
    bytes.clear();
    bytes.put(0, other.bytes, 0, other.length());
    bytes.limit(other.length());
    source = other.source;
    arrivedNs = other.arrivedNs;
  }
}
