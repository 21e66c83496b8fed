package audiostream.engine.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds a fuzz target with seeded mutations of good inputs: a short, repeatable run of fuzzing. */
final class NetworkMutations {

  /** Values at which lengths, counts and types go wrong. */
  private static final int[] EDGES = {0, 1, 3, 4, 31, 32, 63, 64, 127, 128, 200, 203, 254, 255};

  private final Random random;
  private final List<byte[]> seeds;

  private NetworkMutations(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new Random(seed);
  }

  /** Runs the seeds themselves, then so many mutations; names the input that fails. */
  static void run(List<byte[]> seeds, long seed, int turns, Consumer<byte[]> target) {
    NetworkMutations mutations = new NetworkMutations(seeds, seed);
    seeds.forEach(target);
    for (int turn = 0; turn < turns; turn++) {
      byte[] input = mutations.next();
      try {
        target.accept(input);
      } catch (RuntimeException | Error e) {
        String where = "seed " + seed + ", turn " + turn + ", input ";
        throw new AssertionError(where + java.util.HexFormat.of().formatHex(input), e);
      }
    }
  }

  private byte[] next() {
    byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      input = mutate(input);
    }
    return input;
  }

  private byte[] mutate(byte[] input) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(input.length);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> joined(input, seeds.get(random.nextInt(seeds.size())), input.length);
      case 2 -> joined(input, Arrays.copyOfRange(input, at, input.length), at / 2);
      case 3 -> with(input, at, EDGES[random.nextInt(EDGES.length)]);
      case 4 -> with(input, at, input[at] ^ 1 << random.nextInt(8));
      default -> with(input, at, random.nextInt());
    };
  }

  private static byte[] joined(byte[] first, byte[] second, int from) {
    byte[] all = Arrays.copyOf(first, from + second.length);
    System.arraycopy(second, 0, all, from, second.length);
    return all;
  }

  private static byte[] with(byte[] input, int at, int value) {
    input[at] = (byte) value;
    return input;
  }
}
