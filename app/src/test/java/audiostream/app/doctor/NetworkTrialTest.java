package audiostream.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.doctor.Finding.Grade;
import audiostream.app.doctor.NetworkTrial.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NetworkTrialTest {

  private static Reading reading(
      double lossPercent, long lost, double jitterMs, double roundTripMs) {
    return new Reading(
        lossPercent, lost, jitterMs, OptionalDouble.of(roundTripMs), OptionalDouble.of(42), 0);
  }

  private static Grade grade(String topic, Reading... readings) {
    return new NetworkTrial("tree", List.of(readings), Optional.empty())
        .judge().stream().filter(f -> f.topic().equals(topic)).findFirst().orElseThrow().grade();
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    Finding finding =
        new NetworkTrial("tree", List.of(), Optional.of("no route")).judge().getFirst();
    assertThat(finding.grade()).isEqualTo(Grade.IN_THE_WAY);
    assertThat(finding.topic()).contains("tree");
    assertThat(finding.meaning()).contains("no route");
  }

  @Test
  void shouldFindNothingWrongWithAWire() {
    List<Finding> findings =
        new NetworkTrial("tree", List.of(reading(0, 0, 0.2, 0.7)), Optional.empty()).judge();
    assertThat(findings).hasSize(4).allMatch(finding -> finding.grade() == Grade.OK);
    assertThat(findings.getLast().meaning()).contains("42.0 ms");
  }

  @Test
  void shouldJudgeTheWorstStretchNotTheLast() {
    assertThat(grade("loss", reading(30, 80, 1, 1), reading(0, 80, 1, 1)))
        .isEqualTo(Grade.IN_THE_WAY);
    assertThat(grade("loss", reading(0.05, 1, 1, 1))).isEqualTo(Grade.BETTER);
    assertThat(grade("jitter", reading(0, 0, 9, 1), reading(0, 0, 1, 1))).isEqualTo(Grade.BETTER);
  }

  @Test
  void shouldJudgeTheShortestRoundTrip() {
    assertThat(grade("round trip", reading(0, 0, 1, 90), reading(0, 0, 1, 3))).isEqualTo(Grade.OK);
    assertThat(grade("round trip", reading(0, 0, 1, 90))).isEqualTo(Grade.BETTER);
  }
}
