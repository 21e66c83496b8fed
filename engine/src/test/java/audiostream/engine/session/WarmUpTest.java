package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.pipeline.OutputShape;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.stats.Counters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {

  @ParameterizedTest
  @ValueSource(ints = {5, 60, 500, 2_000})
  void shouldPlaySoundSinceWhatIsMissingFromSilenceIsNeverContinued(int latencyMs) {
    Expected expected = new Expected.Raw(new StreamFormat(SampleEncoding.S16_LE, 44_100, 2));
    ReceivePipeline warmed =
        WarmUp.receive(
            Receptions.of(expected, latencyMs),
            new OutputShape(2, 44_100, 256),
            new Counters<>(ReceiveCounter.class));
    assertThat(warmed.meter().take()).hasSize(2).doesNotContain(0f);
  }

  @ParameterizedTest
  @CsvSource({"44100, 256", "48000, 64", "48000, 1024", "96000, 1024", "192000, 1024"})
  void shouldMeetARestartOfTheSenderWhateverTheOutput(int rateHz, int blockFrames) {
    Expected expected = new Expected.Rtp(PayloadFormats.standard(), 44_100);
    Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
    WarmUp.receive(Receptions.of(expected, 20), new OutputShape(2, rateHz, blockFrames), counters);
    assertThat(counters.value(ReceiveCounter.STREAMS)).isEqualTo(2);
  }
}
