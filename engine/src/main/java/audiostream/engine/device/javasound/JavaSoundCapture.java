package audiostream.engine.device.javasound;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.TimeFilter;
import audiostream.engine.time.Clock;
import java.nio.ByteBuffer;
import javax.sound.sampled.TargetDataLine;

/** Captures from a line: takes a block as soon as the line holds one. */
final class JavaSoundCapture extends LineDevice implements CaptureDevice {

  private final TargetDataLine line;
  private final CaptureBlock block;
  private final byte[] bytes;
  private final ByteBuffer view;
  private final TimeFilter times;
  private CaptureCallback callback = ignored -> {};
  private long position;

  JavaSoundCapture(TargetDataLine line, LineRequest request, Clock clock) {
    super(line, request, clock);
    this.line = line;
    block = new CaptureBlock(request.channels(), blockFrames);
    bytes = new byte[blockFrames * frameBytes()];
    view = ByteBuffer.wrap(bytes);
    times = new TimeFilter(rateHz);
  }

  @Override
  public void start(CaptureCallback callback) {
    this.callback = callback;
    begin("javasound-capture");
  }

  @Override
  void turn() {
    int available = availableFrames();
    if (available < blockFrames) {
      nap((blockFrames - available) / 2);
      return;
    }
    // What lies in the line's buffer was captured up to now, so its oldest frame that long ago.
    long measuredNs = observedNs() - durationNs(available);
    if (line.read(bytes, 0, bytes.length) < bytes.length) {
      fail("stopped delivering");
      return;
    }
    handOver(measuredNs);
  }

  private void handOver(long measuredNs) {
    long lost = lostFrames(measuredNs);
    times.skip(lost);
    position += lost;
    for (int c = 0; c < block.channels(); c++) {
      SampleEncoding.S16_LE.decode(view, 2 * c, frameBytes(), block.samples()[c], 0, blockFrames);
    }
    // The filter lags behind a jump; but a block was captured before it was there.
    long latestNs = observedNs() - durationNs(blockFrames);
    long capturedNs = Math.min(latestNs, times.filter(measuredNs, blockFrames));
    block.describe(blockFrames, position, capturedNs, lost > 0);
    callback.captured(block);
    position += blockFrames;
    advanced(position);
  }

  /**
   * Java Sound restarts a line that overflowed without saying so; but then everything it held is
   * gone, and what follows comes late by more than its buffer lasts.
   */
  private long lostFrames(long measuredNs) {
    long behind = times.framesBehind(measuredNs);
    return behind > lineFrames() / 2 ? behind : 0;
  }
}
