package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Datagrams written by hand. */
final class Datagrams {

  private Datagrams() {}

  /** Bytes from hexadecimal digits; blanks and line ends only separate. */
  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
  }

  static String hexOf(ByteBuffer bytes, int length) {
    byte[] copy = new byte[length];
    bytes.get(0, copy);
    return HexFormat.of().formatHex(copy);
  }
}
