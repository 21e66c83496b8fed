package audiostream.engine.session;

import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import java.util.Optional;

/** What tests of whole receivers expect. */
final class Receptions {

  private Receptions() {}

  static ReceptionConfig of(Expected expected, int latencyMs) {
    return new ReceptionConfig(
        expected, LatencyPolicy.fixed(latencyMs * 1_000_000L), Optional.empty(), 1f);
  }
}
