package audiostream.app.cli;

import audiostream.app.doctor.AudioOutput;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Output;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.session.Backends;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** Plays half a second of silence, to learn what an output's latency really is. */
final class OutputTrial {

  private static final long LASTS_NS = 500_000_000L;

  private final AtomicLong latencyNs = new AtomicLong();

  private OutputTrial() {}

  /**
   * @param output as in {@code receive --output}
   */
  static AudioOutput run(Backends backends, Clock clock, String output) {
    DeviceRequest request =
        new DeviceRequest(
            OptionalInt.empty(), OptionalInt.empty(), DeviceRequest.DEFAULT_BLOCK_FRAMES);
    try {
      Output opened = backends.openOutput(output, request);
      return switch (opened) {
        case PlayoutDevice device -> new OutputTrial().play(device, clock);
        case FollowingOutput following -> {
          following.close();
          yield new AudioOutput(output + " has no clock of its own", true, 0);
        }
      };
    } catch (DeviceException | IOException e) {
      return new AudioOutput(String.valueOf(e.getMessage()), false, 0);
    }
  }

  private AudioOutput play(PlayoutDevice device, Clock clock) throws DeviceException {
    try (device) {
      device.start(this::silence);
      waitUntil(clock, clock.nowNs() + LASTS_NS);
      long measuredNs = Math.max(latencyNs.get(), device.format().latencyNs());
      return new AudioOutput(device.format().description(), true, measuredNs / 1e6);
    }
  }

  static void waitUntil(Clock clock, long deadlineNs) {
    while (clock.nowNs() < deadlineNs && !Thread.currentThread().isInterrupted()) {
      clock.parkUntil(deadlineNs);
    }
  }

  /** The device's thread. */
  private void silence(PlayoutRequest request) {
    for (float[] channel : request.samples()) {
      Arrays.fill(channel, 0, request.frames(), 0);
    }
    latencyNs.set(request.soundsAtNs() - request.nowNs());
  }
}
