package audiostream.engine.pipeline;

import audiostream.engine.packet.PacketSink;
import audiostream.engine.packet.PacketSink.Outcome;
import audiostream.engine.rtp.RtpWriter;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One destination's stream: its own SSRC, sequence numbers and timestamps (RFC 3550 section 5.1),
 * its own way to the network, its own counters. Send agent, except what is said to be for any
 * thread.
 */
public final class DestinationStream {

  /**
   * Where a stream's numbers start; random, as RFC 3550 section 5.1 asks.
   *
   * @param ssrc synchronization source
   * @param sequence first sequence number, 16 bits
   * @param timestamp RTP timestamp of the input's frame 0
   */
  public record Origin(int ssrc, int sequence, int timestamp) {}

  private final PacketSink sink;
  private final OptionalInt payloadType;
  private final Origin origin;
  private final Counters<SendCounter> counters = new Counters<>(SendCounter.class);
  private final int headerBytes;

  /** One for all packets: making one for each would be an allocation. */
  private final PacketSink.Receipt receipt = this::count;

  private int sequence;
  private @Nullable Packetizer packetizer;

  /**
   * @param payloadType of RTP; empty: raw, without a header
   */
  public DestinationStream(PacketSink sink, OptionalInt payloadType, Origin origin) {
    this.sink = sink;
    this.payloadType = payloadType;
    this.origin = origin;
    this.headerBytes = payloadType.isPresent() ? Packetizer.HEADER_BYTES : 0;
    this.sequence = origin.sequence();
  }

  /** Any thread. */
  public Counters<SendCounter> counters() {
    return counters;
  }

  /** Any thread. */
  public Origin origin() {
    return origin;
  }

  /** Empty for raw. */
  public OptionalInt payloadType() {
    return payloadType;
  }

  @Nullable Packetizer packetizer() {
    return packetizer;
  }

  void useFrom(Packetizer newPacketizer) {
    packetizer = newPacketizer;
  }

  /** Sends what the packetizer holds. */
  void send(Packetizer from, long nowNs) {
    int timestamp = origin.timestamp() + (int) from.position();
    ByteBuffer datagram = from.datagram();
    datagram.limit(Packetizer.HEADER_BYTES + from.payloadBytes());
    if (payloadType.isPresent()) {
      RtpWriter.writeHeader(datagram, payloadType.getAsInt(), sequence, timestamp, origin.ssrc());
      datagram.position(0);
    } else {
      datagram.position(Packetizer.HEADER_BYTES);
    }
    // A dropped packet keeps its number: to the receiver it is lost, not unsent.
    sequence = (sequence + 1) & 0xffff;
    sink.send(datagram, nowNs, receipt);
    datagram.limit(datagram.capacity());
  }

  private void count(Outcome outcome, int bytes) {
    switch (outcome) {
      case SENT -> {
        counters.increment(SendCounter.PACKETS_SENT);
        counters.add(SendCounter.PAYLOAD_BYTES_SENT, bytes - headerBytes);
      }
      case WOULD_BLOCK -> counters.increment(SendCounter.WOULD_BLOCK);
      case REFUSED -> counters.increment(SendCounter.REFUSED);
      case HELD_BACK -> counters.increment(SendCounter.HELD_BACK);
      case FAILED -> counters.increment(SendCounter.FAILED);
    }
  }
}
