package audiostream.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "1,3; 1,3",
        "2-3; 2-3",
        "3,2; 2-3",
        "0-1,3,1; 0-1,3",
        "' 4 , 6-7 '; 4,6-7",
        "5-5; 5",
        "1023; 1023",
        "0-1,2-4; 0-4"
      })
  void shouldReadAndWriteLists(String text, String shortest) {
    assertThat(Processors.parse(text)).hasToString(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "-1",
        "1-",
        "-",
        "1,",
        ",1",
        "1,,2",
        "3-2",
        "1-2-3",
        "1024",
        "0-1024",
        "99999999999",
        "1.5",
        "0x1",
        "1 2",
        "2\u20133",
        "\u0661"
      })
  void shouldSayWhatWouldBeAccepted(String text) {
    assertThatThrownBy(() -> Processors.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "'")
        .hasMessageContaining("2-3 or 1,3");
  }

  @Test
  void shouldNotTakeProcessorsThatTheMachineHasNot() {
    Processors there = Processors.parse("0-1,3");
    assertThat(Processors.parse("1,3").within(there).numbers()).isEqualTo(List.of(1, 3));
    assertThatThrownBy(() -> Processors.parse("1-2").within(there))
        .hasMessage("'1-2': this machine has the processors 0-1,3");
  }

  @Test
  void shouldHaveAtLeastOne() {
    assertThatThrownBy(() -> new Processors(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Processors(List.of(-1))).hasMessageContaining("0 to 1023");
  }
}
