package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.ReceiverReporter;
import audiostream.engine.net.UdpSource;
import audiostream.engine.packet.Packet;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Answers sender reports at once: by the thread that received them, from the socket on which they
 * came, to the address from which they came. So an answer goes through address translation, and the
 * time between the two is short. One for each socket.
 */
final class ReportResponder implements PacketIntake.ControlListener {

  private final UdpSource socket;
  private final ReceiverReporter reporter;
  private final Clock clock;
  private final InstantSource wallClock;
  private final Counters<FeedbackCounter> counters;
  private final ByteBuffer out = ByteBuffer.allocateDirect(ReceiverReporter.MAX_BYTES);
  private volatile @Nullable SocketAddress answered;
  private long answeredNs;
  private volatile long reportsNs;

  /**
   * @param counters of this socket's thread
   */
  ReportResponder(
      UdpSource socket,
      ReceiverReporter reporter,
      Clock clock,
      InstantSource wallClock,
      Counters<FeedbackCounter> counters) {
    this.socket = socket;
    this.reporter = reporter;
    this.clock = clock;
    this.wallClock = wallClock;
    this.counters = counters;
  }

  @Override
  public void heard(Packet packet) {
    SocketAddress from = packet.source();
    if (reporter.heard(packet.bytes(), packet.arrivedNs()) && from != null) {
      reporter.writeReport(out.clear(), clock.nowNs(), NtpTime.of(wallClock.instant()));
      boolean sent = socket.answer(out.flip(), from);
      counters.increment(sent ? FeedbackCounter.REPORTS_SENT : FeedbackCounter.REPORTS_UNSENT);
      reportsNs = answered == null ? 0 : packet.arrivedNs() - answeredNs;
      answeredNs = packet.arrivedNs();
      answered = from;
    }
  }

  /** From one report of the sender to the next, as it was last; 0: not known. Any thread. */
  long reportsNs() {
    return reportsNs;
  }

  /** Asks whom it answered last for the time; the probe agent. */
  void probe(ByteBuffer buffer) {
    SocketAddress last = answered;
    if (last != null) {
      reporter.writeProbe(buffer.clear(), clock.nowNs());
      buffer.flip();
      AppMessage.stamp(buffer, 0, clock.nowNs());
      socket.answer(buffer, last);
    }
  }

  /** Says BYE to whom it answered last; any thread. */
  void sayBye() {
    SocketAddress last = answered;
    if (last != null) {
      ByteBuffer bye = ByteBuffer.allocate(ReceiverReporter.MAX_BYTES);
      reporter.writeBye(bye);
      socket.answer(bye.flip(), last);
    }
  }

  ReceiverReporter reporter() {
    return reporter;
  }

  Counters<FeedbackCounter> counters() {
    return counters;
  }
}
