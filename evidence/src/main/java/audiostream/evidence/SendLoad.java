package audiostream.evidence;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.tone.ToneSignal;
import audiostream.engine.packet.PacketSink;
import audiostream.engine.pipeline.DestinationStream;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.pipeline.PayloadKey;
import audiostream.engine.pipeline.SendPipeline;
import audiostream.engine.pipeline.SendPlan;
import audiostream.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A sender's pipeline in virtual time: every channel goes to a destination of its own. */
final class SendLoad {

  static final int BLOCK_FRAMES = 256;
  static final int RATE_HZ = 44_100;

  private final SendPipeline pipeline;
  private final Counters<InputCounter> counters = new Counters<>(InputCounter.class);
  private final CaptureBlock block;
  private long position;

  /**
   * @param channels 1 to 64, as many destinations
   * @param encoding {@code S16_BE} or {@code S24_BE}
   * @param sink where all destinations send
   */
  SendLoad(int channels, SampleEncoding encoding, PacketSink sink) {
    pipeline = new SendPipeline(new LevelMeter(channels), counters);
    block = new CaptureBlock(channels, BLOCK_FRAMES);
    new ToneSignal(RATE_HZ).fill(0, block.samples(), BLOCK_FRAMES);
    List<SendPlan.Route> routes = new ArrayList<>();
    for (int channel = 1; channel <= channels; channel++) {
      routes.add(route(channel, encoding, sink));
    }
    pipeline.adopt(SendPlan.empty().next(routes));
  }

  private static SendPlan.Route route(int channel, SampleEncoding encoding, PacketSink sink) {
    return new SendPlan.Route(
        new DestinationStream(
            sink, OptionalInt.of(11), new DestinationStream.Origin(channel, 0, 0)),
        new PayloadKey(ChannelList.of(channel), encoding, BLOCK_FRAMES, 1f));
  }

  /** Sends one block: as many packets as channels. */
  void sendBlock(long nowNs) {
    block.describe(BLOCK_FRAMES, position, nowNs, false);
    pipeline.process(block, nowNs);
    position += BLOCK_FRAMES;
  }

  /** As the console does a few times a second. */
  Object snapshot() {
    return counters.snapshot();
  }
}
