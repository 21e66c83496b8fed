package audiostream.engine.pipeline;

import audiostream.engine.audio.LevelMeter;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.packet.Departure;
import audiostream.engine.stats.Counters;

/**
 * The way of a block from the capture ring to the network:
 *
 * <pre>
 *   block -> meter -> for each payload: channels, delay, gain, encoding, packets
 *   -> for each destination: header, sink
 *   -> departure: all packets of the block leave
 * </pre>
 *
 * <p>Passive: the send agent pushes blocks. Allocates nothing and takes no lock once a plan is
 * adopted.
 */
public final class SendPipeline {

  private final LevelMeter meter;
  private final Counters<InputCounter> counters;
  private final CaptureTimeline timeline = new CaptureTimeline();
  private final CaptureHistory past;
  private final Departure departure;
  private volatile SendPlan wanted = SendPlan.empty();
  private SendPlan plan = SendPlan.empty();
  private long nextPosition;
  private volatile long silentFrames;

  /** One without delays. */
  public SendPipeline(LevelMeter meter, Counters<InputCounter> counters) {
    this(meter, counters, 0, Departure.IMMEDIATE);
  }

  /**
   * @param pastFrames as long as the longest delay and the longest block together
   * @param departure of the destinations' packets
   */
  public SendPipeline(
      LevelMeter meter, Counters<InputCounter> counters, int pastFrames, Departure departure) {
    this.departure = departure;
    this.meter = meter;
    this.counters = counters;
    this.past = new CaptureHistory(meter.channels(), pastFrames);
  }

  /** Control thread: from the next block on, this plan holds. */
  public void adopt(SendPlan next) {
    wanted = next;
  }

  /** Which frame was captured when; any thread. */
  public CaptureTimeline timeline() {
    return timeline;
  }

  /** For how many frames every channel of the input has been exactly zero; any thread. */
  public long silentFrames() {
    return silentFrames;
  }

  /** Sends what a block completes. */
  public void process(CaptureBlock block, long nowNs) {
    changePlan(nowNs);
    timeline.note(block.position(), block.capturedNs());
    observe(block);
    past.add(block);
    for (SendPlan.Group group : plan.groups()) {
      packetize(group, block, nowNs);
    }
    departure.depart(nowNs);
    nextPosition = block.position() + block.frames();
  }

  /** At the end of the input: sends the packets that are begun, shorter than usual. */
  public void flush(long nowNs) {
    for (SendPlan.Group group : plan.groups()) {
      emit(group, nowNs);
    }
    departure.depart(nowNs);
  }

  private void packetize(SendPlan.Group group, CaptureBlock block, long nowNs) {
    Packetizer packetizer = group.packetizer();
    if (!packetizer.follows(block.position())) {
      emit(group, nowNs);
    }
    for (int done = 0; done < block.frames(); ) {
      done += packetizer.append(block, past, done);
      if (packetizer.full()) {
        emit(group, nowNs);
      }
    }
    packetizer.blockDone();
  }

  private static void emit(SendPlan.Group group, long nowNs) {
    Packetizer packetizer = group.packetizer();
    if (packetizer.pendingFrames() > 0) {
      // By index: an iterator may be an allocation.
      for (int i = 0; i < group.members().size(); i++) {
        group.members().get(i).send(packetizer, nowNs);
      }
      packetizer.clear();
    }
  }

  private void changePlan(long nowNs) {
    SendPlan next = wanted;
    if (next == plan) {
      return;
    }
    for (SendPlan.Group group : next.groups()) {
      for (DestinationStream member : group.members()) {
        handOver(member, group.packetizer(), nowNs);
      }
    }
    plan = next;
  }

  /**
   * A stream that moves to another payload first gets what the old one had begun: no frame is lost.
   */
  private static void handOver(DestinationStream member, Packetizer to, long nowNs) {
    Packetizer from = member.packetizer();
    if (from != null && from != to && from.pendingFrames() > 0) {
      member.send(from, nowNs);
    }
    if (from != null && from != to && from.key().sameShape(to.key())) {
      to.continueFrom(from);
    }
    member.useFrom(to);
  }

  private void observe(CaptureBlock block) {
    meter.add(block.samples(), block.frames());
    counters.add(InputCounter.FRAMES, block.frames());
    if (block.gap() || (nextPosition != 0 && block.position() != nextPosition)) {
      counters.increment(InputCounter.GAPS);
    }
    silentFrames = isSilent(block) ? silentFrames + block.frames() : 0;
  }

  private static boolean isSilent(CaptureBlock block) {
    for (float[] samples : block.samples()) {
      for (int i = 0; i < block.frames(); i++) {
        if (samples[i] != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
