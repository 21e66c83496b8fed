package audiostream.engine.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages valid inputs, the same way for the same seed. */
public final class Mutations {

  /** Values at which lengths and counts tend to be handled wrongly. */
  private static final byte[] EDGES = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

  private final Random random;
  private final List<byte[]> seeds;

  public Mutations(long seed, List<byte[]> seeds) {
    this.random = new Random(seed);
    this.seeds = List.copyOf(seeds);
  }

  /** One of the seeds with one to eight wounds. */
  public byte[] next() {
    byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      input = wound(input);
    }
    return input;
  }

  private byte[] wound(byte[] input) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(input.length);
    int length = Math.min(1 + random.nextInt(8), input.length - at);
    switch (random.nextInt(6)) {
      case 0 -> input[at] = (byte) random.nextInt();
      case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> Arrays.fill(input, at, at + length, EDGES[random.nextInt(EDGES.length)]);
      case 3 -> input = Arrays.copyOf(input, at);
      case 4 -> input = without(input, at, length);
      default -> input = twice(input, at, length);
    }
    return input;
  }

  private static byte[] without(byte[] input, int at, int length) {
    byte[] shorter = Arrays.copyOf(input, input.length - length);
    System.arraycopy(input, at + length, shorter, at, input.length - at - length);
    return shorter;
  }

  private static byte[] twice(byte[] input, int at, int length) {
    byte[] longer = Arrays.copyOf(input, input.length + length);
    System.arraycopy(input, at, longer, at + length, input.length - at);
    return longer;
  }
}
