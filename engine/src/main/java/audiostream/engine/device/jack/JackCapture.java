package audiostream.engine.device.jack;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;

/** A client that others play into. */
final class JackCapture extends JackDevice implements CaptureDevice {

  private final CaptureBlock block;
  private CaptureCallback callback = ignored -> {};

  JackCapture(JackClient client, JackPorts sources, int channels, Clock clock)
      throws DeviceException {
    super(client, sources, true, channels, clock);
    block = new CaptureBlock(channels, format().maxBlockFrames());
  }

  @Override
  public void start(CaptureCallback callback) throws DeviceException {
    this.callback = callback;
    begin();
  }

  @Override
  void exchange(int offset, int frames, boolean disturbed) {
    for (int c = 0; c < channels(); c++) {
      long samples = buffer(c, offset + frames) + (long) offset * Float.BYTES;
      NativeMemory.read(samples, block.samples()[c], frames);
    }
    long capturedNs = times.startNs() + FrameTime.nsOf(offset, format().rateHz()) - latencyNs();
    block.describe(frames, position(), capturedNs, disturbed);
    callback.captured(block);
  }

  @Override
  void giveUp(int frames) {
    // What was captured is dropped.
  }
}
