package audiostream.engine.fuzz;

import org.junit.jupiter.api.Test;

/** A short, repeatable run of the fuzz targets for what comes from the network. */
class NetworkFuzzTest {

  private static final long SEED = 20_261_122L;

  @Test
  void shouldStandAnyRtp() {
    NetworkMutations.run(RtpFuzz.seeds(), SEED, 100_000, RtpFuzz::fuzzerTestOneInput);
  }

  @Test
  void shouldStandAnyRtcp() {
    NetworkMutations.run(RtcpFuzz.seeds(), SEED, 100_000, RtcpFuzz::fuzzerTestOneInput);
  }

  @Test
  void shouldStandAnySdp() {
    NetworkMutations.run(SdpFuzz.seeds(), SEED, 20_000, SdpFuzz::fuzzerTestOneInput);
  }
}
