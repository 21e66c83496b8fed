package audiostream.engine.device.javasound;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.device.TimeFilter;
import audiostream.engine.time.Clock;
import java.nio.ByteBuffer;
import javax.sound.sampled.SourceDataLine;

/** Plays to a line: asks for a block as soon as the line has room for one, and not before. */
final class JavaSoundPlayout extends LineDevice implements PlayoutDevice {

  private final SourceDataLine line;
  private final PlayoutRequest request;
  private final byte[] bytes;
  private final ByteBuffer view;
  private final TimeFilter times;
  private PlayoutCallback callback = ignored -> {};
  private long position;
  private boolean filled;

  JavaSoundPlayout(SourceDataLine line, LineRequest wanted, Clock clock) {
    super(line, wanted, clock);
    this.line = line;
    request = new PlayoutRequest(wanted.channels(), blockFrames);
    bytes = new byte[blockFrames * frameBytes()];
    view = ByteBuffer.wrap(bytes);
    times = new TimeFilter(rateHz);
  }

  @Override
  public void start(PlayoutCallback callback) {
    this.callback = callback;
    begin("javasound-playout");
  }

  @Override
  void turn() {
    int room = availableFrames();
    if (room < blockFrames) {
      filled = true;
      nap(blockFrames - room);
      return;
    }
    ask(Math.max(0, lineFrames() - room));
    if (line.write(bytes, 0, bytes.length) < bytes.length) {
      fail("stopped accepting sound");
    }
  }

  private void ask(int queuedFrames) {
    boolean dry = filled && queuedFrames == 0;
    if (dry) {
      filled = false;
      times.restart();
    }
    long nowNs = observedNs();
    long soundsAtNs = times.filter(nowNs + durationNs(queuedFrames), blockFrames);
    request.describe(blockFrames, position, nowNs, Math.max(nowNs, soundsAtNs), dry);
    callback.render(request);
    for (int c = 0; c < request.channels(); c++) {
      SampleEncoding.S16_LE.encode(
          request.samples()[c], 0, blockFrames, 1, 0, view, 2 * c, frameBytes());
    }
    position += blockFrames;
    advanced(position);
  }
}
