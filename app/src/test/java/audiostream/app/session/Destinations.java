package audiostream.app.session;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Makes destinations that are right, but as odd as they may be. */
final class Destinations {

  private static final List<String> HOSTS =
      List.of("192.168.1.21", "pi.local", "::1", "fe80::1%eth0", "239.1.2.3", "ff15::1");
  private static final String LETTERS = "abZ09 =:/?#&%[]@+;,'\"\\üß字\t\n\u0001\uD83C\uDFB5";

  private Destinations() {}

  static DestinationConfig random(Random random) {
    boolean rtp = random.nextBoolean();
    Endpoint endpoint =
        new Endpoint(
            rtp ? WireFormat.RTP : WireFormat.RAW,
            HOSTS.get(random.nextInt(HOSTS.size())),
            1 + random.nextInt(65_535),
            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(255)),
            random.nextBoolean() ? Optional.empty() : Optional.of(word(random)),
            !rtp || random.nextBoolean()
                ? OptionalInt.empty()
                : OptionalInt.of(96 + random.nextInt(32)));
    return new DestinationConfig(
        word(random),
        endpoint,
        channels(random),
        gainDb(random),
        random.nextBoolean(),
        delay(random));
  }

  private static Delay delay(Random random) {
    double amount = Math.rint(random.nextDouble(3_430)) / 10;
    return random.nextBoolean()
        ? Delay.NONE
        : new Delay(amount, Delay.Unit.values()[random.nextInt(2)]);
  }

  private static String word(Random random) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder word = new StringBuilder("n");
    for (int length = random.nextInt(12); length > 0; length--) {
      word.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return word.toString();
  }

  private static ChannelList channels(Random random) {
    return ChannelList.of(random.ints(1 + random.nextInt(8), 1, 65).toArray());
  }

  private static double gainDb(Random random) {
    return random.nextBoolean() ? 0 : Math.rint(random.nextDouble(-1000, 400)) / 10 + 0.0;
  }
}
