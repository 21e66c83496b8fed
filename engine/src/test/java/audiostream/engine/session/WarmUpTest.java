package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.pipeline.OutputShape;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {

  @ParameterizedTest
  @ValueSource(ints = {5, 60, 500, 2_000})
  void shouldPlaySoundSinceWhatIsMissingFromSilenceIsNeverContinued(int latencyMs) {
    Expected expected = new Expected.Raw(new StreamFormat(SampleEncoding.S16_LE, 44_100, 2));
    ReceivePipeline warmed =
        WarmUp.receive(Receptions.of(expected, latencyMs), new OutputShape(2, 44_100, 256));
    assertThat(warmed.meter().take()).hasSize(2).doesNotContain(0f);
  }
}
