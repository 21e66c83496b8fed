package audiostream.engine.device.portaudio;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.time.Clock;

/** A stream that captures. */
final class PortAudioCapture extends PortAudioStream implements CaptureDevice {

  private static final long INPUT_OVERFLOW = 0x2;

  private final Clock clock;
  private final CaptureBlock block;
  private final StreamTimes times;
  private CaptureCallback callback = ignored -> {};
  private long position;

  PortAudioCapture(PortAudioLibrary library, StreamRequest request, Clock clock)
      throws DeviceException {
    super(library, request);
    this.clock = clock;
    block = new CaptureBlock(request.channels(), request.blockFrames());
    times = new StreamTimes(true, format().latencyNs(), request.rateHz());
  }

  @Override
  public void start(CaptureCallback callback) throws DeviceException {
    this.callback = callback;
    begin();
  }

  @Override
  void exchange(long buffers, int frames, long timeInfo, long flags) {
    long nowNs = clock.nowNs();
    long measuredNs = times.capturedNs(timeInfo, nowNs, frames);
    boolean gap = (flags & INPUT_OVERFLOW) != 0 && position > 0;
    if (gap) {
      position += skipLost(measuredNs, frames);
    }
    for (int c = 0; c < block.channels(); c++) {
      NativeMemory.read(NativeMemory.pointerAt(buffers, c), block.samples()[c], frames);
    }
    // The filter lags behind a jump; but a block was captured before it was there.
    long latestNs = nowNs - frames * 1_000_000_000L / request.rateHz();
    long capturedNs = Math.min(latestNs, times.filter().filter(measuredNs, frames));
    block.describe(frames, position, capturedNs, gap);
    callback.captured(block);
    position += frames;
    advanced(position);
  }

  /**
   * How much was lost PortAudio does not say; the clock does, nearly. What was lost comes in whole
   * blocks as a rule, and a callback after trouble comes late itself: so it is rounded down.
   */
  private long skipLost(long measuredNs, int frames) {
    long lost = Math.max(0, times.filter().framesBehind(measuredNs)) / frames * frames;
    times.filter().skip(lost);
    return lost;
  }

  @Override
  void giveUp(long buffers, int frames) {
    // What was captured is dropped.
  }
}
