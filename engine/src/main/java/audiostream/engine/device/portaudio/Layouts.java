package audiostream.engine.device.portaudio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import audiostream.engine.device.foreign.NativeMemory;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The structures of portaudio.h, version 19, with C's padding on this platform. */
final class Layouts {

  /** C's {@code long}: 64 bits, but 32 on Windows. */
  static final ValueLayout C_LONG =
      (ValueLayout) Objects.requireNonNull(Linker.nativeLinker().canonicalLayouts().get("long"));

  static final StructLayout DEVICE_INFO =
      struct(
          JAVA_INT.withName("structVersion"),
          ADDRESS.withName("name"),
          JAVA_INT.withName("hostApi"),
          JAVA_INT.withName("maxInputChannels"),
          JAVA_INT.withName("maxOutputChannels"),
          JAVA_DOUBLE.withName("defaultLowInputLatency"),
          JAVA_DOUBLE.withName("defaultLowOutputLatency"),
          JAVA_DOUBLE.withName("defaultHighInputLatency"),
          JAVA_DOUBLE.withName("defaultHighOutputLatency"),
          JAVA_DOUBLE.withName("defaultSampleRate"));

  static final StructLayout HOST_API_INFO =
      struct(
          JAVA_INT.withName("structVersion"),
          JAVA_INT.withName("type"),
          ADDRESS.withName("name"),
          JAVA_INT.withName("deviceCount"),
          JAVA_INT.withName("defaultInputDevice"),
          JAVA_INT.withName("defaultOutputDevice"));

  static final StructLayout STREAM_PARAMETERS =
      struct(
          JAVA_INT.withName("device"),
          JAVA_INT.withName("channelCount"),
          C_LONG.withName("sampleFormat"),
          JAVA_DOUBLE.withName("suggestedLatency"),
          ADDRESS.withName("hostApiSpecificStreamInfo"));

  static final StructLayout STREAM_INFO =
      struct(
          JAVA_INT.withName("structVersion"),
          JAVA_DOUBLE.withName("inputLatency"),
          JAVA_DOUBLE.withName("outputLatency"),
          JAVA_DOUBLE.withName("sampleRate"));

  static final StructLayout HOST_ERROR_INFO =
      struct(
          JAVA_INT.withName("hostApiType"),
          C_LONG.withName("errorCode"),
          ADDRESS.withName("errorText"));

  private Layouts() {}

  static int intIn(StructLayout layout, String field, MemorySegment struct) {
    return struct.get(JAVA_INT, offset(layout, field));
  }

  static double doubleIn(StructLayout layout, String field, MemorySegment struct) {
    return struct.get(JAVA_DOUBLE, offset(layout, field));
  }

  static String textIn(StructLayout layout, String field, MemorySegment struct) {
    return NativeMemory.text(struct.get(ADDRESS, offset(layout, field)));
  }

  static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }

  /**
   * A structure as C lays it out: each member at a multiple of its alignment, padded at the end.
   */
  static StructLayout struct(ValueLayout... members) {
    List<MemoryLayout> laidOut = new ArrayList<>();
    long size = 0;
    long widest = 1;
    for (ValueLayout member : members) {
      size = pad(laidOut, size, member.byteAlignment());
      laidOut.add(member);
      size += member.byteSize();
      widest = Math.max(widest, member.byteAlignment());
    }
    pad(laidOut, size, widest);
    return MemoryLayout.structLayout(laidOut.toArray(MemoryLayout[]::new));
  }

  private static long pad(List<MemoryLayout> laidOut, long size, long alignment) {
    long padding = Math.floorMod(-size, alignment);
    if (padding > 0) {
      laidOut.add(MemoryLayout.paddingLayout(padding));
    }
    return size + padding;
  }
}
