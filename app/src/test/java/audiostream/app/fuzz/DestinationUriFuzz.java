package audiostream.app.fuzz;

import audiostream.app.session.DestinationUri;
import audiostream.engine.session.DestinationConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Destinations as users type them: read or refused with a sentence, and printed back. */
public final class DestinationUriFuzz {

  private DestinationUriFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    DestinationConfig destination;
    try {
      destination = DestinationUri.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      if (refused.getMessage() == null) {
        throw new IllegalStateException("no sentence for the user", refused);
      }
      return;
    }
    String printed = DestinationUri.print(destination);
    if (!DestinationUri.parse(printed).equals(destination)) {
      throw new IllegalStateException(destination + " was printed as " + printed);
    }
  }

  /** Valid inputs to begin from. */
  public static List<byte[]> seeds() {
    return List.of(
        bytes("tree=rtp://192.168.1.21:5004/1"),
        bytes("foyer=rtp://239.1.2.3/1-4,7?ttl=4&gain=-6.25&mute&interface=eth%200&pt=98"),
        bytes("50%25=raw://[fe80::1%25eth0]:57001/64"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
