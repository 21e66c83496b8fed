package audiostream.engine.device.portaudio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Memory of the driver's, by plain address. Going through one segment that spans everything makes
 * no object for each pointer, so a real-time callback does not allocate. PortAudio runs where
 * pointers have 64 bits.
 */
final class NativeMemory {

  private static final int POINTER_BYTES = 8;
  private static final int LONGEST_TEXT = 4096;

  @SuppressWarnings(
      "restricted") // the addresses come from PortAudio, valid while its callback runs
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}

  static double doubleAt(long address) {
    return ALL.get(JAVA_DOUBLE_UNALIGNED, address);
  }

  /** The {@code index}th pointer of an array of pointers. */
  static long pointerAt(long array, int index) {
    return ALL.get(JAVA_LONG_UNALIGNED, array + (long) index * POINTER_BYTES);
  }

  static void read(long address, float[] target, int frames) {
    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, address, target, 0, frames);
  }

  static void write(float[] source, long address, int frames) {
    MemorySegment.copy(source, 0, ALL, JAVA_FLOAT_UNALIGNED, address, frames);
  }

  static void silence(long address, int frames) {
    ALL.asSlice(address, (long) frames * Float.BYTES).fill((byte) 0);
  }

  /** A text that ends with a zero byte; empty for a null pointer. UTF-8, else as it can be read. */
  static String text(MemorySegment pointer) {
    long address = pointer.address();
    if (address == 0) {
      return "";
    }
    int length = 0;
    while (length < LONGEST_TEXT && ALL.get(JAVA_BYTE, address + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(ALL, JAVA_BYTE, address, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
