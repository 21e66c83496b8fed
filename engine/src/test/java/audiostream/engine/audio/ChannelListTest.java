package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1; 1", "1-4,7; 1 2 3 4 7", "4-1; 4 3 2 1", "2,2; 2 2", "64; 64", "3-3; 3"})
  void shouldReadWhatAPersonWrites(String text, String expected) {
    int[] channels = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(ChannelList.parse(text).toArray()).containsExactly(channels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "65",
        "1,",
        ",1",
        "a",
        "-1",
        "1-",
        "1--2",
        "1.5",
        "1 2",
        "0-3",
        "60-70",
        "99999999999",
        "1-64,1",
        "1-9999",
        "\u0661"
      })
  void shouldRefuseWhatIsNotAList(String text) {
    assertThatThrownBy(() -> ChannelList.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1,2; 1,2", "1,2,3; 1-3", "7,1,2,3,9; 7,1-3,9", "4-1; 4,3,2,1", "1-64; 1-64"})
  void shouldWriteTheShortestForm(String text, String expected) {
    assertThat(ChannelList.parse(text)).hasToString(expected);
  }

  @Test
  void shouldReadWhatItWrites() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      int[] channels = random.ints(1 + random.nextInt(64), 1, 65).toArray();
      ChannelList list = ChannelList.of(channels);
      assertThat(ChannelList.parse(list.toString()))
          .as("seed 3")
          .isEqualTo(list)
          .hasSameHashCodeAs(list);
    }
  }

  @Test
  void shouldKnowItsChannels() {
    ChannelList list = ChannelList.of(5, 2, 9);
    assertThat(list.size()).isEqualTo(3);
    assertThat(list.channel(1)).isEqualTo(2);
    assertThat(list.highest()).isEqualTo(9);
    assertThat(ChannelList.firstOf(3)).isEqualTo(ChannelList.of(1, 2, 3)).isNotEqualTo(list);
  }

  @Test
  void shouldNotBeChangedThroughItsArrays() {
    int[] mine = {1, 2};
    ChannelList list = ChannelList.of(mine);
    mine[0] = 9;
    list.toArray()[1] = 9;
    assertThat(list).isEqualTo(ChannelList.of(1, 2));
  }
}
