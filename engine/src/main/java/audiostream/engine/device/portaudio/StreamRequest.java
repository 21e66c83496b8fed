package audiostream.engine.device.portaudio;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stream as it is asked for, in one direction.
 *
 * @param device which
 * @param capture whether for capture, else for playout
 * @param rateHz frames a second
 * @param channels 1 to 64
 * @param blockFrames frames a callback
 */
record StreamRequest(
    DeviceInfo device, boolean capture, int rateHz, int channels, int blockFrames) {

  /** Fewer, and a callback that comes late once is heard. */
  private static final int LEAST_BLOCKS = 3;

  private static final int[] USUAL_RATES_HZ = {
    8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000
  };

  static StreamRequest of(DeviceInfo device, boolean capture, DeviceRequest request)
      throws DeviceException {
    int available = capture ? device.inputChannels() : device.outputChannels();
    int channels = request.channels().orElse(available);
    StreamRequest wanted =
        new StreamRequest(
            device, capture, request.rateHzOrDefault(), channels, request.blockFrames());
    if (channels > available) {
      throw new DeviceException(
          wanted.label()
              + " cannot give "
              + channels
              + " "
              + wanted.direction()
              + " channels: 1 to "
              + available);
    }
    return wanted;
  }

  /** The device as messages name it. */
  String label() {
    return PortAudioBackend.NAME + ": " + device.name() + " (" + device.hostApi() + ")";
  }

  /** The device's own shortest latency, but not less than a few blocks. */
  double latencyS() {
    double ownS = (capture ? device.inputLatencyMs() : device.outputLatencyMs()) / 1e3;
    return Math.max(ownS, (double) LEAST_BLOCKS * blockFrames / rateHz);
  }

  MemorySegment input(PortAudioLibrary library, Arena arena) {
    return capture ? parameters(library, arena) : MemorySegment.NULL;
  }

  MemorySegment output(PortAudioLibrary library, Arena arena) {
    return capture ? MemorySegment.NULL : parameters(library, arena);
  }

  /** Why it was refused, and what would have been accepted. */
  DeviceException refusal(PortAudioLibrary library, int error) {
    String asked =
        label()
            + " does not open with "
            + channels
            + " "
            + direction()
            + " channels at "
            + rateHz
            + " Hz";
    return new DeviceException(asked + " (" + library.describe(error) + "); " + remedy(library));
  }

  private String remedy(PortAudioLibrary library) {
    String accepted =
        IntStream.of(USUAL_RATES_HZ)
            .filter(rate -> supports(library, rate))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return accepted.isEmpty() || supports(library, rateHz)
        ? "is another program using it?"
        : "with that many channels it accepts " + accepted + " Hz";
  }

  private boolean supports(PortAudioLibrary library, int rate) {
    try (Arena arena = Arena.ofConfined()) {
      return library.isFormatSupported(input(library, arena), output(library, arena), rate)
          == PortAudioLibrary.NO_ERROR;
    }
  }

  private MemorySegment parameters(PortAudioLibrary library, Arena arena) {
    return library.parameters(arena, device.index(), channels, latencyS());
  }

  private String direction() {
    return capture ? "input" : "output";
  }
}
