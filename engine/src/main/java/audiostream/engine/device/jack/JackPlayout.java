package audiostream.engine.device.jack;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;

/** A client that plays into others. */
final class JackPlayout extends JackDevice implements PlayoutDevice {

  private final PlayoutRequest block;
  private PlayoutCallback callback = ignored -> {};

  JackPlayout(JackClient client, JackPorts destinations, int channels, Clock clock)
      throws DeviceException {
    super(client, destinations, false, channels, clock);
    block = new PlayoutRequest(channels, format().maxBlockFrames());
  }

  @Override
  public void start(PlayoutCallback callback) throws DeviceException {
    this.callback = callback;
    begin();
  }

  /**
   * Where nothing lies between us and what hears us (a program on the same server), a block sounds
   * when its cycle begins, which is a little before we are asked for it.
   */
  @Override
  void exchange(int offset, int frames, boolean disturbed) {
    long soundsAtNs = times.startNs() + FrameTime.nsOf(offset, format().rateHz()) + latencyNs();
    block.describe(frames, position(), times.nowNs(), soundsAtNs, disturbed);
    callback.render(block);
    for (int c = 0; c < channels(); c++) {
      long samples = buffer(c, offset + frames) + (long) offset * Float.BYTES;
      NativeMemory.write(block.samples()[c], samples, frames);
    }
  }

  @Override
  void giveUp(int frames) {
    for (int c = 0; c < channels(); c++) {
      NativeMemory.silence(buffer(c, frames), frames);
    }
  }
}
