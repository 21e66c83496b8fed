package audiostream.engine.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PayloadTypesTest {

  private static final StreamFormat MONO = l16(44_100, 1);
  private static final StreamFormat STEREO = l16(44_100, 2);
  private static final StreamFormat L24 = new StreamFormat(SampleEncoding.S24_BE, 48_000, 2);

  private static StreamFormat l16(int rateHz, int channels) {
    return new StreamFormat(SampleEncoding.S16_BE, rateHz, channels);
  }

  @Test
  void shouldChooseTheStaticTypesWhereTheyFit() {
    assertThat(PayloadTypes.choose(MONO, OptionalInt.empty())).isEqualTo(11);
    assertThat(PayloadTypes.choose(STEREO, OptionalInt.empty())).isEqualTo(10);
  }

  @Test
  void shouldChooseADynamicTypeElsewhere() {
    assertThat(PayloadTypes.choose(l16(48_000, 1), OptionalInt.empty())).isEqualTo(96);
    assertThat(PayloadTypes.choose(l16(44_100, 3), OptionalInt.empty())).isEqualTo(96);
    assertThat(PayloadTypes.choose(L24, OptionalInt.empty())).isEqualTo(97);
  }

  @Test
  void shouldTakeTheWantedTypeWhereItFits() {
    assertThat(PayloadTypes.choose(MONO, OptionalInt.of(127))).isEqualTo(127);
    assertThat(PayloadTypes.choose(STEREO, OptionalInt.of(10))).isEqualTo(10);
  }

  @Test
  void shouldSayWhyAWantedTypeDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadTypes.choose(L24, OptionalInt.of(11)))
        .withMessage("payload type 11 means L16/44100/1, not L24/48000/2: 96 to 127 for that");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadTypes.choose(MONO, OptionalInt.of(40)))
        .withMessage("payload type 40: 96 to 127, or 10 or 11 where they fit");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            PayloadTypes.choose(
                new StreamFormat(SampleEncoding.S16_LE, 44_100, 1), OptionalInt.empty()))
        .withMessageContaining("S16_LE");
  }

  @Test
  void shouldParseAndWriteTheFormOfTheCommandLine() {
    assertThat(PayloadFormat.parse("98=L24/48000/2")).isEqualTo(new PayloadFormat(98, L24));
    assertThat(PayloadFormat.parse("98=l24/48000/2")).hasToString("98=L24/48000/2");
    assertThat(PayloadFormat.parse("96=L16/8000").format()).isEqualTo(l16(8_000, 1));
  }

  @Test
  void shouldSayWhatIsWrongWithTheForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("98"))
        .withMessage("'98': a payload type and its format, such as 98=L24/48000/2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("98=opus/48000/2"))
        .withMessage("encoding 'opus': L16 or L24");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("98=L24"))
        .withMessage("'L24': encoding, rate and channels, such as L24/48000/2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("72=L24/48000/2"))
        .withMessage("payload type 72: 96 to 127, 35 to 63, 10 or 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("98=L24/4000/2"))
        .withMessage("rate 4000 Hz: 8000 to 192000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadFormat.parse("10=L16/44100/1"))
        .withMessageContaining("payload type 10 means L16/44100/2");
  }

  @Test
  void shouldKnowTenAndElevenAndWhatIsAdded() {
    PayloadFormats formats = PayloadFormats.standard().with("98=L24/48000/2");
    assertThat(formats.find(10)).isEqualTo(STEREO);
    assertThat(formats.find(11)).isEqualTo(MONO);
    assertThat(formats.find(98)).isEqualTo(L24);
    assertThat(formats.find(99)).isNull();
    assertThat(PayloadFormats.standard().find(98)).isNull();
    assertThat(formats).hasToString("10=L16/44100/2,11=L16/44100/1,98=L24/48000/2");
    assertThat(formats).isEqualTo(PayloadFormats.standard().with("98=l24/48000/2"));
  }

  @Test
  void shouldTellTheMostChannelsOfARate() {
    PayloadFormats formats =
        PayloadFormats.standard().with("98=L24/48000/5").with("99=L16/48000/3");
    assertThat(formats.maxChannels(48_000)).isEqualTo(5);
    assertThat(formats.maxChannels(44_100)).isEqualTo(2);
    assertThat(formats.maxChannels(96_000)).isZero();
  }
}
