package audiostream.app.session;

import audiostream.app.words.Excerpt;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of what would otherwise be read as a part of the URI (RFC 3986 section 2.1). */
final class PercentCode {

  private static final String RESERVED = "%/?#&[]";

  private PercentCode() {}

  /** Reserved and control characters and blanks as {@code %XX}; all others stay readable. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (mustBeEncoded(point)) {
            appendEncoded(encoded, Character.toString(point));
          } else {
            encoded.appendCodePoint(point);
          }
        });
    return encoded.toString();
  }

  private static boolean mustBeEncoded(int point) {
    return RESERVED.indexOf(point) >= 0
        || Character.isISOControl(point)
        || (point != ' ' && Character.isWhitespace(point));
  }

  private static void appendEncoded(StringBuilder encoded, String text) {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
    }
  }

  /**
   * @param what for the message
   * @throws IllegalArgumentException with a sentence for the user
   */
  static String decode(String what, String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer octets = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); ) {
      int end = text.indexOf('%', i);
      if (end != i) {
        int stop = end < 0 ? text.length() : end;
        octets.put(text.substring(i, stop).getBytes(StandardCharsets.UTF_8));
        i = stop;
      } else {
        octets.put(octet(what, text, i));
        i += 3;
      }
    }
    return utf8(what, text, octets.flip());
  }

  private static byte octet(String what, String text, int percent) {
    if (!text.substring(percent).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
      throw new IllegalArgumentException(
          what + " " + Excerpt.quoted(text) + ": a percent sign itself is written %25");
    }
    return (byte) HexFormat.fromHexDigits(text, percent + 1, percent + 3);
  }

  private static String utf8(String what, String text, ByteBuffer octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          what + " " + Excerpt.quoted(text) + ": what is written with % is UTF-8", e);
    }
  }
}
