package audiostream.app.console.sender;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.JsonLine;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final History history = new History();

  private void add(String marks) {
    for (char mark : marks.toCharArray()) {
      history.add(1, Map.of(Measure.LOSS, (double) mark - '0'), mark);
    }
  }

  private String marks() {
    return JsonLine.object(history::writeMarks);
  }

  @Test
  void shouldShowTheWorstOfFiveSeconds() {
    add("     " + "-----" + "00000" + "0-0 0" + "00300" + "91000");
    assertThat(marks()).contains("\"marks\": \" -0039\"");
  }

  @Test
  void shouldLeaveOutSecondsThatMakeNoWholeMark() {
    add("9000");
    assertThat(marks()).contains("\"marks\": \"\"");
    add("01");
    assertThat(marks()).contains("\"marks\": \"1\"");
  }

  @Test
  void shouldKeepTenMinutes() {
    add("9".repeat(5));
    add("0".repeat(History.SECONDS));
    assertThat(marks()).contains("\"marks\": \"" + "0".repeat(120) + "\"");
    String all = JsonLine.object(json -> history.write(json, 1));
    assertThat(all).contains("\"seconds\": 600").contains("[0.0, 0.0,").doesNotContain("9.0");
    history.keepOnly(Set.of());
    assertThat(marks()).contains("\"destinations\": []");
  }

  @Test
  void shouldDoubleTheShareWithEachMark() {
    assertThat(RowStatus.digit(0)).isEqualTo('0');
    assertThat(RowStatus.digit(0.01)).isEqualTo('1');
    assertThat(RowStatus.digit(0.1)).isEqualTo('1');
    assertThat(RowStatus.digit(0.21)).isEqualTo('2');
    assertThat(RowStatus.digit(13)).isEqualTo('8');
    assertThat(RowStatus.digit(26)).isEqualTo('9');
    assertThat(RowStatus.digit(100)).isEqualTo('9');
  }
}
