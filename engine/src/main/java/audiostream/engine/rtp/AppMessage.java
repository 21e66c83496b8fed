package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Our own RTCP APP packet, named {@code ASUD} (RFC 3550 section 6.7): what RTCP has no field for.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+---------+---------------+-------------------------------+
 * |V=2|P|  kind   |    PT=204     |  length in words, minus one   |   0
 * +---+-+---------+---------------+-------------------------------+
 * |                        SSRC of who says so                    |   4
 * +---------------------------------------------------------------+
 * |      'A'      |      'S'      |      'U'      |      'D'      |   8
 * +---------------+---------------+---------------+---------------+
 * |   version     |                  zero                         |  12
 * +===============+===============+===============================+
 * |          field number         |    bytes of its value         |  16   each field
 * +-------------------------------+-------------------------------+
 * |   value, followed by zeros up to a word                       |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>A field that is not known, or whose value has not the length that is known, is skipped. So a
 * newer version may add fields and an older program reads what it knows; what would break that gets
 * another name. Of a field that comes twice the last one holds.
 *
 * @param kind what it is for
 * @param version of the writer, 1 to 255
 * @param ssrc of the writer
 * @param numbers values of the fields that are numbers
 * @param texts values of the fields that are text, each at most 255 bytes of UTF-8
 */
public record AppMessage(
    Kind kind, int version, int ssrc, Map<AppField, Long> numbers, Map<AppField, String> texts) {

  /** What is written. */
  public static final int VERSION = 1;

  private static final String NAME = "ASUD";
  private static final int HEADER_BYTES = 4;

  /** Of every APP packet: the common header, SSRC and name. */
  private static final int PACKET_HEADER_BYTES = 12;

  private static final int NUMBER_BYTES = 8;

  /** What a message is for; on the wire, the packet's subtype. */
  public enum Kind {
    /** From a receiver, with its report. */
    RECEIVER(1),
    /** From a sender, with its report. */
    SENDER(2),
    /** From a receiver, between reports: asks for an answer at once. */
    PROBE(3),
    /** From a sender: answers a probe. */
    ANSWER(4);

    private final int subtype;

    Kind(int subtype) {
      this.subtype = subtype;
    }

    private static Optional<Kind> of(int subtype) {
      return subtype >= 1 && subtype <= values().length
          ? Optional.of(values()[subtype - 1])
          : Optional.empty();
    }
  }

  public AppMessage {
    numbers = copyOf(numbers);
    texts = copyOf(texts);
    numbers.keySet().forEach(field -> require(!field.isText(), field));
    texts.keySet().forEach(field -> require(field.isText(), field));
  }

  /** In the order of the enum, so that what is written is always the same. */
  private static <V> Map<AppField, V> copyOf(Map<AppField, V> fields) {
    Map<AppField, V> copy = new EnumMap<>(AppField.class);
    copy.putAll(fields);
    return Collections.unmodifiableMap(copy);
  }

  private static void require(boolean right, AppField field) {
    if (!right) {
      throw new IllegalArgumentException(field + " among fields of the other kind");
    }
  }

  /** A field that is a number; empty where the writer did not say. */
  public OptionalLong number(AppField field) {
    Long value = numbers.get(field);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** A field that is text; empty where the writer did not say. */
  public Optional<String> text(AppField field) {
    return Optional.ofNullable(texts.get(field));
  }

  /** Reads an APP packet; empty where it is none of ours, of an unknown kind, or damaged. */
  public static Optional<AppMessage> of(RtcpPacket.Application packet) {
    ByteBuffer data = packet.data();
    Optional<Kind> kind = Kind.of(packet.subtype());
    if (!packet.name().equals(NAME) || kind.isEmpty() || data.limit() < HEADER_BYTES) {
      return Optional.empty();
    }
    int version = NetworkOrder.u8(data, 0);
    Map<AppField, Long> numbers = new EnumMap<>(AppField.class);
    Map<AppField, String> texts = new EnumMap<>(AppField.class);
    return version > 0 && readFields(data, numbers, texts)
        ? Optional.of(new AppMessage(kind.get(), version, packet.ssrc(), numbers, texts))
        : Optional.empty();
  }

  private static boolean readFields(
      ByteBuffer data, Map<AppField, Long> numbers, Map<AppField, String> texts) {
    int at = HEADER_BYTES;
    while (at + HEADER_BYTES <= data.limit()) {
      int length = NetworkOrder.u16(data, at + 2);
      int value = at + HEADER_BYTES;
      int end = value + wholeWords(length);
      if (end > data.limit()) {
        return false;
      }
      AppField.of(NetworkOrder.u16(data, at))
          .ifPresent(field -> readField(field, data, value, length, numbers, texts));
      at = end;
    }
    return at == data.limit();
  }

  private static void readField(
      AppField field,
      ByteBuffer data,
      int value,
      int length,
      Map<AppField, Long> numbers,
      Map<AppField, String> texts) {
    if (field.isText() && length <= RtcpPacket.MAX_TEXT_BYTES) {
      texts.put(field, RtcpReader.text(data, value, length));
    } else if (!field.isText() && length == NUMBER_BYTES) {
      numbers.put(field, NetworkOrder.s64(data, value));
    }
  }

  private static int wholeWords(int bytes) {
    return (bytes + 3) / 4 * 4;
  }

  /** As an APP packet to be written. */
  public RtcpPacket.Application toPacket() {
    int bytes =
        texts.values().stream()
            .mapToInt(text -> HEADER_BYTES + wholeWords(utf8(text).length))
            .sum();
    ByteBuffer data =
        ByteBuffer.allocate(HEADER_BYTES + numbers.size() * (HEADER_BYTES + NUMBER_BYTES) + bytes);
    RtcpWriter.put32(data, version << 24);
    numbers.forEach((field, value) -> write(data, field, value));
    texts.forEach((field, value) -> write(data, field, utf8(value)));
    return new RtcpPacket.Application(kind.subtype, ssrc, NAME, data.flip());
  }

  /**
   * Says of a packet that is written already when it is sent: the last thing before that, so that
   * the time to make it is not taken for time on the way.
   *
   * @param at where the packet begins; it has the field
   */
  public static void stamp(ByteBuffer packet, int at, long sentNs) {
    int field = at + PACKET_HEADER_BYTES + HEADER_BYTES;
    if (NetworkOrder.u16(packet, field) != AppField.SENT_NS.number()) {
      throw new IllegalArgumentException("a packet that does not say when it was sent");
    }
    NetworkOrder.put32(packet, field + HEADER_BYTES, (int) (sentNs >> 32));
    NetworkOrder.put32(packet, field + HEADER_BYTES + 4, (int) sentNs);
  }

  private static byte[] utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > RtcpPacket.MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("'" + text + "': at most 255 bytes of UTF-8");
    }
    return bytes;
  }

  private static void write(ByteBuffer to, AppField field, long value) {
    RtcpWriter.put32(to, field.number() << 16 | NUMBER_BYTES);
    RtcpWriter.put32(to, (int) (value >> 32));
    RtcpWriter.put32(to, (int) value);
  }

  private static void write(ByteBuffer to, AppField field, byte[] value) {
    RtcpWriter.put32(to, field.number() << 16 | value.length);
    to.put(value).put(new byte[wholeWords(value.length) - value.length]);
  }
}
