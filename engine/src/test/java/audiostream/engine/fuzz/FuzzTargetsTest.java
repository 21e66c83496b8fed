package audiostream.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fuzz target, for a bounded number of inputs that are the same each time. */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTargetsTest {

  private static final int INPUTS = 20_000;
  private static final long SEED = 20_260_101;

  static List<FuzzTarget> targets() throws IOException {
    return FuzzTarget.besides(FuzzTargetsTest.class);
  }

  @Test
  void shouldFindTheTargets() throws IOException {
    assertThat(targets()).contains(new FuzzTarget(WavFuzz.class));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldTakeItsSeeds(FuzzTarget target) throws Throwable {
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      target.run(seed);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldTakeDamagedSeeds(FuzzTarget target) {
    Mutations mutations = new Mutations(SEED, target.seeds());
    for (int i = 0; i < INPUTS; i++) {
      runOne(target, mutations.next());
    }
  }

  private static void runOne(FuzzTarget target, byte[] input) {
    try {
      target.run(input);
    } catch (Throwable finding) {
      String bytes = HexFormat.of().formatHex(input);
      throw new AssertionError(target + " with seed " + SEED + " failed for " + bytes, finding);
    }
  }
}
