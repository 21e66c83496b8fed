package audiostream.engine.rtp;

import java.nio.ByteBuffer;

/**
 * Numbers in network byte order at absolute indices (RFC 3550 section 4), whatever the buffer's own
 * byte order, position and limit are set to.
 */
final class NetworkOrder {

  private NetworkOrder() {}

  static int u8(ByteBuffer bytes, int at) {
    return bytes.get(at) & 0xff;
  }

  static int u16(ByteBuffer bytes, int at) {
    return u8(bytes, at) << 8 | u8(bytes, at + 1);
  }

  static int s24(ByteBuffer bytes, int at) {
    return bytes.get(at) << 16 | u16(bytes, at + 1);
  }

  static int s32(ByteBuffer bytes, int at) {
    return u16(bytes, at) << 16 | u16(bytes, at + 2);
  }

  static long s64(ByteBuffer bytes, int at) {
    return (long) s32(bytes, at) << 32 | Integer.toUnsignedLong(s32(bytes, at + 4));
  }

  static void put8(ByteBuffer bytes, int at, int value) {
    bytes.put(at, (byte) value);
  }

  static void put16(ByteBuffer bytes, int at, int value) {
    put8(bytes, at, value >> 8);
    put8(bytes, at + 1, value);
  }

  static void put24(ByteBuffer bytes, int at, int value) {
    put8(bytes, at, value >> 16);
    put16(bytes, at + 1, value);
  }

  static void put32(ByteBuffer bytes, int at, int value) {
    put16(bytes, at, value >> 16);
    put16(bytes, at + 2, value);
  }

  static void put64(ByteBuffer bytes, int at, long value) {
    put32(bytes, at, (int) (value >> 32));
    put32(bytes, at + 4, (int) value);
  }
}
