package audiostream.engine.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controller with a sound card that drifts: the error grows by the drift, less the rate. */
class DriftControllerTest {

  private static final double BLOCK_NS = 256e9 / 44_100;

  private final DriftController controller = new DriftController();
  private double errorNs;
  private double ratePpm;

  private void run(double seconds, double ppm, double noiseNs, Random random) {
    for (double t = 0; t < seconds; t += BLOCK_NS * 1e-9) {
      double measured = errorNs + noiseNs * random.nextGaussian();
      double before = ratePpm;
      ratePpm = controller.next(measured, BLOCK_NS);
      assertThat(Math.abs(ratePpm - before))
          .as("change in a block")
          .isLessThanOrEqualTo(100 * BLOCK_NS * 1e-9 + 10);
      errorNs += (ppm - ratePpm) * 1e-6 * BLOCK_NS;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, -10, 40, 300})
  void shouldLearnTheDriftAndHoldThePlace(double ppm) {
    run(10, ppm, 0, new Random(1));
    assertThat(Math.abs(errorNs)).isLessThan(0.5e6);
    run(50, ppm, 0, new Random(1));
    assertThat(Math.abs(errorNs)).isLessThan(20e3);
    assertThat(controller.driftPpm()).isCloseTo(ppm, within(3.0));
  }

  @Test
  void shouldLeaveEqualClocksAlone() {
    errorNs = 9_000;
    run(60, 0, 0, new Random(1));
    assertThat(ratePpm).isZero();
    assertThat(errorNs).isEqualTo(9_000);
  }

  @Test
  void shouldStayCalmWhenTheMeasurementIsNoisy() {
    run(120, 50, 30_000, new Random(3));
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int i = 0; i < 1_000; i++) {
      run(0.01, 50, 30_000, new Random(i));
      least = Math.min(least, ratePpm);
      most = Math.max(most, ratePpm);
    }
    assertThat(most - least).isLessThan(40);
  }

  @Test
  void shouldHoldAPlaceThatOthersShareMoreExactly() {
    controller.inStep(true);
    errorNs = 9_000;
    run(60, 0, 0, new Random(1));
    assertThat(Math.abs(errorNs)).isLessThan(2_000);
  }

  @Test
  void shouldStartWithADriftThatIsKnown() {
    controller.expect(150);
    ratePpm = 150;
    run(11, 150, 0, new Random(1));
    assertThat(Math.abs(errorNs)).isLessThan(1_000);
    controller.expect(-20);
    assertThat(controller.driftPpm()).as("learnt").isCloseTo(150, within(1.0));
  }

  @Test
  void shouldForget() {
    run(20, 300, 0, new Random(1));
    controller.reset();
    assertThat(controller.driftPpm()).isZero();
  }
}
