package audiostream.engine.device;

import java.util.concurrent.atomic.AtomicLong;

/** Plays the lab's tones: channel k, counted from 0, its own. */
public final class TonePlayer implements PlayoutCallback {

  private final AtomicLong underruns = new AtomicLong();
  private final AtomicLong soundedInThePast = new AtomicLong();

  @Override
  public void render(PlayoutRequest request) {
    for (int c = 0; c < request.channels(); c++) {
      tone(Lab.toneHz(c), request.position(), request.samples()[c], request.frames());
    }
    if (request.underrun()) {
      underruns.incrementAndGet();
    }
    if (request.soundsAtNs() < request.nowNs()) {
      soundedInThePast.incrementAndGet();
    }
  }

  public long underruns() {
    return underruns.get();
  }

  public long soundedInThePast() {
    return soundedInThePast.get();
  }

  private static void tone(double hz, long position, float[] target, int frames) {
    for (int i = 0; i < frames; i++) {
      double cycles = (position + i) % Lab.RATE_HZ * hz / Lab.RATE_HZ;
      target[i] = (float) (Lab.AMPLITUDE * Math.sin(2 * Math.PI * cycles));
    }
  }
}
