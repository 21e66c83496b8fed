package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

  private final List<DeviceInfo> devices =
      List.of(
          device(0, "Built-in Output", 0),
          device(1, "Built-in Microphone", 2),
          device(2, "BlackHole 16ch", 16),
          device(3, "BlackHole", 2));

  private static DeviceInfo device(int index, String name, int inputs) {
    return new DeviceInfo(index, name, "Core Audio", inputs, 2, 48_000, 0, 0);
  }

  private int find(String wanted) throws DeviceException {
    return DeviceChoice.find(wanted, "portaudio", devices, d -> d.inputChannels() > 0).index();
  }

  @Test
  void shouldFindByPartOfANameInAnyCase() throws DeviceException {
    assertThat(find("MICRO")).isEqualTo(1);
    assertThat(find("16ch")).isEqualTo(2);
  }

  @Test
  void shouldPreferAWholeNameToAPart() throws DeviceException {
    assertThat(find("blackhole")).isEqualTo(3);
    assertThat(find("blackh")).isEqualTo(2);
  }

  @Test
  void shouldFindByIndex() throws DeviceException {
    assertThat(find("3")).isEqualTo(3);
  }

  @Test
  void shouldTakeTheFirstThatCanDoIt() throws DeviceException {
    assertThat(find("")).isEqualTo(1);
    assertThat(find("built-in")).isEqualTo(1);
  }

  @Test
  void shouldNameTheNearest() {
    assertThatThrownBy(() -> find("BlackHall"))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith(
            "portaudio has no such device 'BlackHall'; the nearest are 'BlackHole' (3)")
        .message()
        .doesNotContain("Built-in Output");
    assertThatThrownBy(() -> find("0")).hasMessageContaining("no such device '0'");
  }

  @Test
  void shouldSayThatThereIsNone() {
    assertThatThrownBy(() -> DeviceChoice.find("", "javasound", List.of(), d -> true))
        .hasMessage("javasound has no such device ''; it lists none that could be used");
  }

  @Test
  void shouldMeasureTheDistanceOfNames() {
    assertThat(DeviceChoice.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(DeviceChoice.distance("", "abc")).isEqualTo(3);
    assertThat(DeviceChoice.distance("same", "same")).isZero();
  }
}
