package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalModelTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long PACKET_NS = 5_804_988L;
  private static final long SEED = 4_711;

  private final ArrivalModel model = new ArrivalModel();
  private final Random random = new Random(SEED);

  /** Feeds packets from a time to another; the sender's clock runs at {@code ppm}. */
  private void feed(long fromNs, long toNs, double ppm, LongToDoubleFunction waitNs) {
    for (long sentNs = fromNs; sentNs < toNs; sentNs += PACKET_NS) {
      long arrivedNs = sentNs + Math.round(waitNs.applyAsDouble(sentNs));
      model.add(arrivedNs - Math.round(sentNs * (1 + ppm / 1e6)), arrivedNs);
    }
  }

  private double exponential(double meanNs) {
    return -meanNs * Math.log(1 - random.nextDouble());
  }

  private double floorErrorNs(long atNs, double ppm, double waitNs) {
    double truth = atNs - (atNs - waitNs) * (1 + ppm / 1e6);
    return model.floorNs(atNs) - truth;
  }

  @Test
  void shouldKnowTheFloorAfterOnePacket() {
    assertThat(model.known()).isFalse();
    model.add(17, 1_000);
    assertThat(model.known()).isTrue();
    assertThat(model.floorNs(1_000)).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, 0, 50, 300})
  void shouldFindFloorAndDriftBelowQueueing(double ppm) {
    feed(0, 60 * SECOND, ppm, t -> 3 * MS + exponential(20.0 * MS));
    assertThat(floorErrorNs(60 * SECOND, ppm, 3 * MS)).as("seed %d", SEED).isBetween(-0.1e6, 0.2e6);
    assertThat(model.senderPpm()).as("seed %d", SEED).isCloseTo(ppm, within(4.0));
  }

  @Test
  void shouldNotBePulledUpByACrowdedMinuteQuarter() {
    feed(0, 60 * SECOND, 100, t -> exponential(5.0 * MS));
    feed(60 * SECOND, 64 * SECOND, 100, t -> 30 * MS + exponential(20.0 * MS));
    assertThat(floorErrorNs(64 * SECOND, 100, 0)).isBetween(-0.1e6, 0.15e6);
  }

  @Test
  void shouldBelieveAFasterPathAfterASecond() {
    feed(0, 20 * SECOND, 0, t -> 30 * MS + exponential(2.0 * MS));
    feed(20 * SECOND, 22 * SECOND, 0, t -> 10 * MS + exponential(2.0 * MS));
    assertThat(floorErrorNs(22 * SECOND, 0, 10 * MS)).isBetween(-0.2e6, 0.5e6);
    assertThat(model.takeShiftNs()).isCloseTo(-20 * MS, within(MS));
    assertThat(model.takeShiftNs()).isZero();
  }

  @Test
  void shouldNotBelieveOnePacketThatComesTooEarly() {
    feed(0, 20 * SECOND, 0, t -> 30 * MS + exponential(2.0 * MS));
    model.add(-500 * MS, 20 * SECOND);
    feed(20 * SECOND, 30 * SECOND, 0, t -> 30 * MS + exponential(2.0 * MS));
    assertThat(floorErrorNs(30 * SECOND, 0, 30 * MS)).isBetween(-0.3e6, 0.5e6);
  }

  @Test
  void shouldBelieveASlowerPathAfterSixSeconds() {
    feed(0, 60 * SECOND, 40, t -> exponential(MS));
    feed(60 * SECOND, 64 * SECOND, 40, t -> 50 * MS + exponential(MS));
    assertThat(floorErrorNs(64 * SECOND, 40, 0)).isBetween(-0.1e6, 0.1e6);
    feed(64 * SECOND, 68 * SECOND, 40, t -> 50 * MS + exponential(MS));
    assertThat(floorErrorNs(68 * SECOND, 40, 50 * MS)).isBetween(-0.2e6, 0.3e6);
    assertThat(model.senderPpm()).isCloseTo(40, within(3.0));
  }

  @Test
  void shouldRiseAtOnceWhenTold() {
    feed(0, 20 * SECOND, 0, t -> exponential(MS));
    feed(20 * SECOND, 22 * SECOND, 0, t -> 80 * MS + exponential(MS));
    model.rise();
    assertThat(floorErrorNs(22 * SECOND, 0, 80 * MS)).isBetween(-0.3e6, 0.3e6);
  }

  @Test
  void shouldKeepTheLineOverAnInterruption() {
    feed(0, 60 * SECOND, 100, t -> exponential(2.0 * MS));
    feed(100 * SECOND, 103 * SECOND, 100, t -> exponential(2.0 * MS));
    assertThat(floorErrorNs(103 * SECOND, 100, 0)).isBetween(-0.3e6, 0.3e6);
  }

  @Test
  void shouldForget() {
    feed(0, 5 * SECOND, 0, t -> 0);
    model.reset();
    assertThat(model.known()).isFalse();
    model.add(-99, 7);
    assertThat(model.floorNs(7)).isEqualTo(-99);
    assertThat(model.senderPpm()).isZero();
  }
}
