package audiostream.engine.device.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Memory of the driver's, by plain address. Going through one segment that spans everything makes
 * no object for each pointer, so a real-time callback does not allocate. For drivers that run where
 * pointers have 64 bits.
 */
public final class NativeMemory {

  private static final int POINTER_BYTES = 8;
  private static final int LONGEST_TEXT = 4096;

  @SuppressWarnings("restricted") // the addresses come from a driver, valid while its callback runs
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}

  public static long longAt(long address) {
    return ALL.get(JAVA_LONG_UNALIGNED, address);
  }

  public static double doubleAt(long address) {
    return ALL.get(JAVA_DOUBLE_UNALIGNED, address);
  }

  /** The {@code index}th pointer of an array of pointers. */
  public static long pointerAt(long array, int index) {
    return longAt(array + (long) index * POINTER_BYTES);
  }

  public static void read(long address, float[] target, int frames) {
    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, address, target, 0, frames);
  }

  public static void write(float[] source, long address, int frames) {
    MemorySegment.copy(source, 0, ALL, JAVA_FLOAT_UNALIGNED, address, frames);
  }

  public static void silence(long address, int frames) {
    ALL.asSlice(address, (long) frames * Float.BYTES).fill((byte) 0);
  }

  /** A text that ends with a zero byte; empty for a null pointer. UTF-8, else as it can be read. */
  public static String text(MemorySegment pointer) {
    return text(pointer.address());
  }

  /** As {@link #text(MemorySegment)}, by plain address. */
  public static String text(long address) {
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
