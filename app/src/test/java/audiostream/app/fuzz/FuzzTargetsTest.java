package audiostream.app.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each fuzz target with a bounded number of damaged seeds, the same each time. */
class FuzzTargetsTest {

  private static final int INPUTS = 10_000;
  private static final long SEED = 20_260_101;

  /** What a person's typing goes wrong with. */
  private static final String LETTERS = "{}[]\",:=/?&%-.0919e\\nu\u0000\u007f \n+truefalsnl";

  @Test
  void shouldReadOrRefuseAnyDocument() {
    run(JsonFuzz::fuzzerTestOneInput, JsonFuzz.seeds());
  }

  @Test
  void shouldReadOrRefuseAnyDestination() {
    run(DestinationUriFuzz::fuzzerTestOneInput, DestinationUriFuzz.seeds());
  }

  private static void run(Consumer<byte[]> target, List<byte[]> seeds) {
    seeds.forEach(target);
    Random random = new Random(SEED);
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = damaged(seeds.get(random.nextInt(seeds.size())).clone(), random);
      runOne(target, input);
    }
  }

  private static void runOne(Consumer<byte[]> target, byte[] input) {
    try {
      target.accept(input);
    } catch (RuntimeException finding) {
      String bytes = HexFormat.of().formatHex(input);
      throw new AssertionError("seed " + SEED + " failed for " + bytes, finding);
    }
  }

  private static byte[] damaged(byte[] input, Random random) {
    byte[] wounded = input;
    for (int wounds = random.nextInt(4); wounds >= 0; wounds--) {
      int at = random.nextInt(wounded.length + 1);
      byte letter =
          random.nextInt(4) == 0
              ? (byte) random.nextInt()
              : (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
      wounded =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(wounded, at);
            case 1 -> splice(wounded, at, 0, new byte[] {letter});
            case 2 -> splice(wounded, at, 1 + random.nextInt(6), new byte[0]);
            case 3 -> splice(wounded, at, 1, new byte[] {letter});
            default -> splice(wounded, at, 0, part(wounded, random));
          };
    }
    return wounded;
  }

  private static byte[] part(byte[] input, Random random) {
    int from = random.nextInt(input.length + 1);
    return Arrays.copyOfRange(input, from, Math.min(input.length, from + random.nextInt(40)));
  }

  private static byte[] splice(byte[] input, int at, int removed, byte[] added) {
    int end = Math.min(input.length, at + removed);
    byte[] result = new byte[at + added.length + input.length - end];
    System.arraycopy(input, 0, result, 0, at);
    System.arraycopy(added, 0, result, at, added.length);
    System.arraycopy(input, end, result, at + added.length, input.length - end);
    return result;
  }
}
