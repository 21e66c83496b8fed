package audiostream.engine.session;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread of ours pulls the pipeline for an output that has no clock, as the sender's timeline
 * goes.
 */
final class FollowingPlayback implements Playback {

  private static final long TURN_NS = 2_000_000L;

  private final FollowingOutput output;
  private final OptionalInt channels;
  private final ReceivePipeline pipeline;
  private final Clock clock;
  private final Consumer<SessionEvent> listener;
  private final Agent writer;
  private final float[][] block;
  private float @Nullable [][] written;
  private volatile boolean lost;

  /**
   * @param channels of the output; empty: as many as the stream has
   * @param maxChannels the most that a stream may have
   * @param blockFrames the most that the pipeline gives at once
   */
  FollowingPlayback(
      FollowingOutput output,
      OptionalInt channels,
      ReceivePipeline pipeline,
      int maxChannels,
      int blockFrames,
      Clock clock,
      Consumer<SessionEvent> listener) {
    this.output = output;
    this.channels = channels;
    this.pipeline = pipeline;
    this.clock = clock;
    this.listener = listener;
    this.block = new float[channels.orElse(maxChannels)][blockFrames];
    this.writer = new Agent("audiostream-writer", this::turn, this::failed);
  }

  private boolean turn() {
    long nowNs = clock.nowNs();
    int frames = pipeline.follow(block, nowNs);
    if (frames == 0) {
      clock.parkUntil(nowNs + TURN_NS);
      return true;
    }
    try {
      write(frames);
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void write(int frames) throws IOException {
    float[][] channelsToWrite = written;
    if (channelsToWrite == null) {
      StreamFormat format = pipeline.streamFormat().orElseThrow();
      channelsToWrite = Arrays.copyOf(block, channels.orElse(format.channels()));
      output.begin(format.rateHz(), channelsToWrite.length, format.encoding());
      written = channelsToWrite;
    }
    output.write(channelsToWrite, frames);
  }

  private void failed(Throwable cause) {
    lost = true;
    listener.accept(
        SessionEvent.warning(
            "output '" + output.description() + "': " + cause.getMessage() + "; it is closed"));
  }

  @Override
  public String description() {
    return output.description();
  }

  @Override
  public void start(long nowNs) {
    writer.start();
  }

  @Override
  public void check(long nowNs) {}

  @Override
  public boolean lost() {
    return lost;
  }

  @Override
  public boolean failed() {
    return lost;
  }

  @Override
  public void close() {
    writer.stop();
    try {
      output.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
