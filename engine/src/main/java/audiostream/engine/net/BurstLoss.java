package audiostream.engine.net;

import audiostream.engine.net.Impairment.Loss;
import java.util.random.RandomGenerator;

/** Which datagrams are lost: the chain that {@link Loss} describes, beginning in the long run. */
final class BurstLoss {

  private final Loss loss;
  private final RandomGenerator random;
  private boolean bad;

  BurstLoss(Loss loss, RandomGenerator random) {
    this.loss = loss;
    this.random = random;
    double changes = loss.goodToBad() + loss.badToGood();
    bad = random.nextDouble() * changes < loss.goodToBad();
  }

  /** Whether the next datagram is lost. */
  boolean takesNext() {
    bad = random.nextDouble() < (bad ? 1 - loss.badToGood() : loss.goodToBad());
    return random.nextDouble() < (bad ? loss.inBad() : loss.inGood());
  }
}
