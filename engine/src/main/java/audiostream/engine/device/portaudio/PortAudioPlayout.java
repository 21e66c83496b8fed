package audiostream.engine.device.portaudio;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.time.Clock;

/** A stream that plays. */
final class PortAudioPlayout extends PortAudioStream implements PlayoutDevice {

  private static final long OUTPUT_UNDERFLOW = 0x4;

  private final Clock clock;
  private final PlayoutRequest block;
  private final StreamTimes times;
  private PlayoutCallback callback = ignored -> {};
  private long position;

  PortAudioPlayout(PortAudioLibrary library, StreamRequest request, Clock clock)
      throws DeviceException {
    super(library, request);
    this.clock = clock;
    block = new PlayoutRequest(request.channels(), request.blockFrames());
    times = new StreamTimes(false, format().latencyNs(), request.rateHz());
  }

  @Override
  public void start(PlayoutCallback callback) throws DeviceException {
    this.callback = callback;
    begin();
  }

  @Override
  void exchange(long buffers, int frames, long timeInfo, long flags) {
    long nowNs = clock.nowNs();
    boolean underrun = (flags & OUTPUT_UNDERFLOW) != 0 && position > 0;
    if (underrun) {
      times.filter().restart();
    }
    long soundsAtNs = times.filter().filter(times.soundsAtNs(timeInfo, nowNs), frames);
    block.describe(frames, position, nowNs, Math.max(nowNs, soundsAtNs), underrun);
    callback.render(block);
    for (int c = 0; c < block.channels(); c++) {
      NativeMemory.write(block.samples()[c], NativeMemory.pointerAt(buffers, c), frames);
    }
    position += frames;
    advanced(position);
  }

  @Override
  void giveUp(long buffers, int frames) {
    for (int c = 0; c < block.channels(); c++) {
      NativeMemory.silence(NativeMemory.pointerAt(buffers, c), frames);
    }
  }
}
