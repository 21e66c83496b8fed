package audiostream.engine.fuzz;

import org.junit.jupiter.api.Test;

/** A short, repeatable run of the fuzz targets for what comes from the network. */
class NetworkFuzzTest {

  private static final long SEED = 20_261_122L;

  @Test
  void shouldStandAnyRtp() {
    Mutations.run(RtpFuzz.seeds(), SEED, 100_000, RtpFuzz::fuzzerTestOneInput);
  }

  @Test
  void shouldStandAnyRtcp() {
    Mutations.run(RtcpFuzz.seeds(), SEED, 100_000, RtcpFuzz::fuzzerTestOneInput);
  }

  @Test
  void shouldStandAnySdp() {
    Mutations.run(SdpFuzz.seeds(), SEED, 20_000, SdpFuzz::fuzzerTestOneInput);
  }
}
