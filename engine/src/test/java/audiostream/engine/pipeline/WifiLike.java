package audiostream.engine.pipeline;

import audiostream.engine.net.Impairment;
import audiostream.engine.net.ImpairmentCounter;
import audiostream.engine.net.ImpairmentModel;
import audiostream.engine.stats.Counters;
import java.util.Optional;

/** How long packets take through a wireless network in which none is lost. */
final class WifiLike {

  static final long FLOOR_NS = 1_500_000L;

  private static final int PACKET_BYTES = 524;

  private final ImpairmentModel model;

  /**
   * @param stalls whether it stands still for 50 to 200 ms every ten seconds on average
   */
  WifiLike(long seed, double meanQueueMs, boolean stalls) {
    Impairment wifi = Impairment.wifi(meanQueueMs, seed);
    Impairment.Delay delay = wifi.delay();
    Impairment impairment =
        stalls
            ? wifi
            : wifi.with(
                new Impairment.Delay(delay.floorMs(), delay.meanQueueMs(), Optional.empty()));
    model = new ImpairmentModel(impairment, new Counters<>(ImpairmentCounter.class));
  }

  /** When a packet that is sent now arrives; calls in the order of sending. */
  long arrivalNs(long sentNs) {
    model.send(PACKET_BYTES, sentNs);
    return model.deliveryNs();
  }
}
