package audiostream.engine.pipeline;

import audiostream.engine.jitter.PlayoutState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is doing just now. Written by the pulling thread, read by any; each value by
 * itself is current, together they may be a block apart.
 */
public final class ReceiveGauges {

  private volatile PlayoutState state = PlayoutState.IDLE;
  private volatile long latencyNs;
  private volatile long targetNs;
  private volatile int bufferFrames;
  private volatile long outputLatencyNs;
  private volatile double senderPpm;
  private volatile double driftPpm;
  private volatile @Nullable Stream stream;
  private final GroupGauges group = new GroupGauges();

  /** How far it is in step with the other receivers of its sender. */
  public GroupGauges group() {
    return group;
  }

  public PlayoutState state() {
    return state;
  }

  /** From the fastest recent arrival of a frame to when it sounds; 0 unless playing. */
  public long latencyNs() {
    return latencyNs;
  }

  /** The latency that is held: what was asked for, or the least that the output allows. */
  public long targetNs() {
    return targetNs;
  }

  /** From handing a frame to the device to its sound; 0: not known, or no device. */
  public long outputLatencyNs() {
    return outputLatencyNs;
  }

  /** Frames from the next to be played to the newest that came. */
  public int bufferFrames() {
    return bufferFrames;
  }

  /** By how much the sender's clock is faster than this machine's, in parts per million. */
  public double senderPpm() {
    return senderPpm;
  }

  /**
   * By how much the sender's sound card is faster than the output device, in parts per million; 0
   * for an output without a clock.
   */
  public double driftPpm() {
    return driftPpm;
  }

  /** The stream that was last taken up. */
  public Optional<Stream> stream() {
    return Optional.ofNullable(stream);
  }

  @Nullable Stream currentStream() {
    return stream;
  }

  void state(PlayoutState now) {
    state = now;
  }

  void latencyNs(long now) {
    latencyNs = now;
  }

  void targetNs(long now) {
    targetNs = now;
  }

  void outputLatencyNs(long now) {
    outputLatencyNs = now;
  }

  void bufferFrames(int now) {
    bufferFrames = now;
  }

  void clocks(double sender, double drift) {
    senderPpm = sender;
    driftPpm = drift;
  }

  void stream(Stream now) {
    stream = now;
  }
}
