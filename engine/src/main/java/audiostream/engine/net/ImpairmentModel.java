package audiostream.engine.net;

import audiostream.engine.net.Impairment.Disorder;
import audiostream.engine.stats.Counters;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Says for each datagram whether, when and how often it arrives: a function of the settings, the
 * seed, and the times and lengths of the datagrams so far. Knows no clock, no sockets and no bytes;
 * allocates nothing per datagram. One thread at a time.
 *
 * <p>A datagram passes, in this order: the rate limit; loss (Gilbert-Elliott); the floor and a wait
 * that is exponentially distributed with exactly the mean asked for, yet first in, first out
 * (equation in {@code ExponentialQueue}); for some, being held back for a fixed time, so that later
 * ones overtake; and stalls, with evenly distributed lengths and exponentially distributed gaps, at
 * whose end all that waited arrives in order. A copy arrives right behind its original. Each of
 * these draws from a random sequence of its own, so that changing the loss does not change the
 * delays.
 */
public final class ImpairmentModel {

  private final BurstLoss loss;
  private final ExponentialQueue queue;
  private final Optional<StallTimes> stalls;
  private final Optional<Bottleneck> bottleneck;
  private final Disorder disorder;
  private final RandomGenerator disorderRandom;
  private final long floorNs;
  private final long heldBackNs;
  private final Counters<ImpairmentCounter> counters;
  private long latestReadyNs = Long.MIN_VALUE;
  private long deliveryNs;

  /**
   * @param counters all but {@code CROWDED_OUT} and {@code DELIVERED} are counted
   */
  public ImpairmentModel(Impairment impairment, Counters<ImpairmentCounter> counters) {
    SplittableRandom seeded = new SplittableRandom(impairment.seed());
    SplittableRandom lossRandom = seeded.split();
    SplittableRandom queueRandom = seeded.split();
    SplittableRandom stallRandom = seeded.split();
    this.disorderRandom = seeded.split();
    this.loss = new BurstLoss(impairment.loss(), lossRandom);
    this.queue = new ExponentialQueue(impairment.delay().meanQueueMs() * 1e6, queueRandom);
    this.stalls = impairment.delay().stalls().map(s -> new StallTimes(s, stallRandom));
    this.bottleneck = impairment.rate().map(Bottleneck::new);
    this.disorder = impairment.disorder();
    this.floorNs = Math.round(impairment.delay().floorMs() * 1e6);
    this.heldBackNs = Math.round(disorder.heldBackMs() * 1e6);
    this.counters = counters;
  }

  /**
   * Sends a datagram into the link.
   *
   * @param bytes its length
   * @param nowNs not before that of the last one
   * @return how often it arrives, 0 to 2; then {@link #deliveryNs} says when
   */
  public int send(int bytes, long nowNs) {
    counters.increment(ImpairmentCounter.SENT);
    if (stalls.isPresent()) {
      stalls.get().startFrom(nowNs);
    }
    if (bottleneck.isPresent() && bottleneck.get().isFull(nowNs)) {
      counters.increment(ImpairmentCounter.OVERFLOWED);
      return 0;
    }
    long passedNs = bottleneck.isPresent() ? bottleneck.get().passedNs(bytes, nowNs) : nowNs;
    boolean lost = loss.takesNext();
    boolean heldBack = disorderRandom.nextDouble() < disorder.reorderedFraction();
    boolean twice = disorderRandom.nextDouble() < disorder.duplicatedFraction();
    long readyNs = readyNs(passedNs);
    if (lost) {
      counters.increment(ImpairmentCounter.LOST);
      return 0;
    }
    deliveryNs = released(heldBack ? heldBackUntil(readyNs) : readyNs);
    counters.add(ImpairmentCounter.DUPLICATED, twice ? 1 : 0);
    return twice ? 2 : 1;
  }

  /** When the datagram last sent arrives, with its copy; its meaning ends with the next one. */
  public long deliveryNs() {
    return deliveryNs;
  }

  /** The wait in ns is rounded; whoever came later is still not ready before. */
  private long readyNs(long passedNs) {
    long readyNs = passedNs + floorNs + Math.round(queue.waitNs(passedNs));
    latestReadyNs = Math.max(latestReadyNs, readyNs);
    return latestReadyNs;
  }

  private long heldBackUntil(long readyNs) {
    counters.increment(ImpairmentCounter.REORDERED);
    return readyNs + heldBackNs;
  }

  private long released(long readyNs) {
    if (stalls.isEmpty()) {
      return readyNs;
    }
    long releasedNs = stalls.get().releaseNs(readyNs);
    counters.add(ImpairmentCounter.STALLED, releasedNs > readyNs ? 1 : 0);
    return releasedNs;
  }
}
