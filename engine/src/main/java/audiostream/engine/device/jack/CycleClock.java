package audiostream.engine.device.jack;

import audiostream.engine.time.Clock;

/**
 * Brings the times of a server's cycles to our clock's scale, and tells what was lost between them.
 *
 * <p>The server filters its times by a delay-locked loop and is exact as long as nothing disturbs
 * it. After an xrun it starts anew from one reading, which may be milliseconds late, and takes
 * seconds to recover. But a cycle is never called before it begins: so the earliest calls, each as
 * many frames after the one before as it should be, lie on the server's true clock. Where the
 * server's times agree with those, they are taken; where not, the earliest calls are.
 *
 * <p>What the server tells is of its newest cycle, and a thread that was kept waiting may still be
 * in the one before: so skipped cycles are believed when the next one shows them too; and that the
 * sound stood still, when each of some calls was late. Process thread only; allocates nothing.
 */
final class CycleClock {

  /** Two readings of two clocks that lie further apart were interrupted. */
  private static final long UNDISTURBED_US = 20;

  private static final int TRIES = 3;

  /** How far the server's filtered times may be from those of the earliest calls. */
  private static final double AGREEMENT_US = 400;

  /** Follows a sound card that is so much slower than it says. */
  private static final double CREEP = 300e-6;

  /** Calls that must all be late before sound is taken to have stood still. */
  private static final int WITNESSES = 16;

  /** By at least this share of a cycle. */
  private static final int STOOD_SHARE = 2;

  /** Beyond this the server was stopped: nothing can be said of what would have been played. */
  private static final long LONGEST_LOSS_S = 10;

  private final JackClient client;
  private final Clock clock;
  private final int rateHz;
  private final double frameUs;

  private boolean begun;
  private int expectedFrame;
  private boolean doubtful;
  private double startUs;

  /**
   * A server in another time namespace, as of a container: whole seconds, as unshare(1) has them.
   */
  private double namespaceUs;

  private int lastFrames;
  private double leastLateUs;
  private int witnesses;

  /** Frames that were taken for lost and came after all. */
  private long tooMany;

  private long nowUs;
  private long nowNs;
  private long startNs;
  private long lostFrames;

  CycleClock(JackClient client, Clock clock, int rateHz) {
    this.client = client;
    this.clock = clock;
    this.rateHz = rateHz;
    this.frameUs = 1e6 / rateHz;
  }

  /**
   * A cycle has begun.
   *
   * @param frames that it has
   */
  void begin(int frames) {
    readNow();
    lostFrames = 0;
    startNs = nowNs;
    if (!client.readCycle()) {
      begun = false;
      return;
    }
    if (begun) {
      startUs += lastFrames * frameUs;
      countSkipped(frames);
      follow(frames);
    } else {
      startAnew(frames);
    }
    lastFrames = frames;
    double serverUs = client.cycleUs() + namespaceUs;
    double trueUs = Math.abs(serverUs - startUs) < AGREEMENT_US ? serverUs : startUs;
    startNs -= Math.round((nowUs - trueUs) * 1e3);
  }

  /** When the cycle began, on our clock. */
  long startNs() {
    return startNs;
  }

  /** When we were called. */
  long nowNs() {
    return nowNs;
  }

  /** Frames that were not exchanged, as is known with this cycle. */
  long lostFrames() {
    return lostFrames;
  }

  /** Both clocks at one moment. A thread may be interrupted between two readings; then again. */
  private void readNow() {
    long beforeUs = client.nowUs();
    for (int i = 0; i < TRIES; i++) {
      nowNs = clock.nowNs();
      nowUs = client.nowUs();
      if (nowUs - beforeUs <= UNDISTURBED_US) {
        return;
      }
      beforeUs = nowUs;
    }
  }

  private void startAnew(int frames) {
    begun = true;
    doubtful = false;
    startUs = nowUs;
    namespaceUs = Math.round((nowUs - client.cycleUs()) / 1e6) * 1e6;
    expectedFrame = client.cycleFrame() + frames;
    forgetWitnesses();
  }

  private void countSkipped(int frames) {
    int skipped = client.cycleFrame() - expectedFrame;
    if (skipped != 0 && !doubtful) {
      doubtful = true;
      expectedFrame += frames;
      return;
    }
    doubtful = false;
    expectedFrame = client.cycleFrame() + frames;
    if (skipped != 0) {
      lose(skipped);
      startUs += skipped * frameUs;
    }
  }

  private void follow(int frames) {
    double lateUs = nowUs - startUs;
    if (lateUs > LONGEST_LOSS_S * 1e6) {
      startAnew(frames);
      return;
    }
    double cycleUs = frames * frameUs;
    startUs += Math.min(lateUs, CREEP * cycleUs);
    leastLateUs = Math.min(leastLateUs, lateUs);
    witnesses++;
    if (witnesses < WITNESSES) {
      return;
    }
    if (leastLateUs > cycleUs / STOOD_SHARE) {
      startUs += leastLateUs;
      lose(Math.round(leastLateUs / frameUs));
    }
    forgetWitnesses();
  }

  private void forgetWitnesses() {
    witnesses = 0;
    leastLateUs = Double.POSITIVE_INFINITY;
  }

  private void lose(long frames) {
    if (Math.abs(frames) > LONGEST_LOSS_S * rateHz) {
      return;
    }
    lostFrames += Math.max(0, frames - tooMany);
    tooMany = Math.max(0, tooMany - frames);
  }
}
