package audiostream.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.dsp.DriftController;
import audiostream.engine.jitter.ArrivalModel;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A day of the control loop with every packet of 256 frames at 44 100 Hz, positions only: arrivals
 * through a Wi-Fi-like network, the line below them, and the controller that steers a sound card.
 */
@Execution(ExecutionMode.CONCURRENT)
class DayOfDriftTest {

  private static final double BLOCK_NS = 256e9 / 44_100;
  private static final long SEED = 24;
  private static final double MINUTE_NS = 60e9;

  @ParameterizedTest
  @CsvSource({"60, -40", "-150, 150"})
  void latencyHoldsForADay(double senderPpm, double devicePpm) {
    WifiLike network = new WifiLike(SEED, 20, true);
    ArrivalModel model = new ArrivalModel();
    DriftController controller = new DriftController();
    double senderBlockNs = BLOCK_NS / (1 + senderPpm / 1e6);
    double deviceBlockNs = BLOCK_NS / (1 + devicePpm / 1e6);
    double playedNs = 0;
    double worstNs = 0;
    long packet = 0;
    for (long block = 0; block * deviceBlockNs < 86_400e9; block++) {
      double nowNs = block * deviceBlockNs;
      for (; (packet + 1) * senderBlockNs <= nowNs; packet++) {
        long arrivedNs = network.arrivalNs(Math.round((packet + 1) * senderBlockNs));
        model.add(arrivedNs - Math.round(packet * BLOCK_NS), arrivedNs);
      }
      if (!model.known()) {
        continue;
      }
      double dueNs = nowNs - model.floorNs(Math.round(nowNs));
      boolean settling = nowNs < 1.5e9;
      double errorNs = settling ? 0 : dueNs - playedNs;
      playedNs = settling ? dueNs : playedNs;
      if (nowNs > MINUTE_NS) {
        double truthNs = (nowNs - WifiLike.FLOOR_NS) * (1 + senderPpm / 1e6) - BLOCK_NS;
        worstNs = Math.max(worstNs, Math.abs(truthNs - playedNs));
      }
      double ratePpm = settling ? 0 : controller.next(errorNs, deviceBlockNs);
      playedNs += BLOCK_NS * (1 + ratePpm / 1e6);
    }
    assertThat(worstNs / 1e6).as("worst error in ms, seed %d", SEED).isLessThan(0.25);
  }
}
