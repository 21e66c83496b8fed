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

  /** Most datagrams are of Ethernet's size. A slot that meets a larger one grows, once. */
  private static final int USUAL_BYTES = 2_048;

  private ByteBuffer bytes = ByteBuffer.allocate(USUAL_BYTES);
  private @Nullable SocketAddress source;
  private long arrivedNs;

  /** The datagram: position 0, limit its length. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Empties the slot and gives room for any datagram: one byte more than MAX_BYTES, so that a cut
   * one shows.
   */
  public ByteBuffer room() {
    grow(MAX_BYTES + 1);
    return bytes.clear();
  }

  /**
   * Makes the slot's bytes a copy.
   *
   * @param datagram from its position to its limit, which stay
   */
  public void put(ByteBuffer datagram) {
    int length = datagram.remaining();
    grow(length);
    bytes.clear().put(0, datagram, datagram.position(), length).limit(length);
  }

  private void grow(int length) {
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(MAX_BYTES + 1);
    }
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
    put(other.bytes);
    source = other.source;
    arrivedNs = other.arrivedNs;
  }
}
