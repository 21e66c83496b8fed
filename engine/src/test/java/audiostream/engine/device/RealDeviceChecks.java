package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.time.SystemClock;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** What every back-end must do with a real device. */
public final class RealDeviceChecks {

  public static final SystemClock CLOCK = SystemClock.real();

  /**
   * For a test with such devices, in a thread of its own: one that waits in a system's library for
   * a server that answers no more hears no interruption, and is left behind.
   */
  public static final int LONGEST_S = 60;

  private static final int PATIENCE_S = 15;
  private static final int SETTLING_BLOCKS = 100;
  private static final int WINDOWS = 10;

  private RealDeviceChecks() {}

  public static DeviceRequest request(int channels) {
    return new DeviceRequest(OptionalInt.of(Lab.RATE_HZ), OptionalInt.of(channels), 256);
  }

  /**
   * On a busy machine the sound server may run dry within a window; then the next one is looked at.
   */
  public static void everyChannelCarriesItsOwnTone(Backend backend, String device)
      throws DeviceException, InterruptedException {
    ToneWindow window = captureAll(backend, device);
    for (int tries = 1; tries < WINDOWS && !isWhole(window); tries++) {
      window = captureAll(backend, device);
    }
    window.assertOwnToneInEachChannel();
  }

  private static boolean isWhole(ToneWindow window) {
    return Math.abs(window.amplitude(0, Lab.toneHz(0)) - 0.25) < 0.001;
  }

  private static ToneWindow captureAll(Backend backend, String device)
      throws DeviceException, InterruptedException {
    ToneWindow window = new ToneWindow(Lab.CHANNELS, SETTLING_BLOCKS);
    try (CaptureDevice capture = backend.openCapture(device, request(Lab.CHANNELS))) {
      assertThat(capture.format().channels()).isEqualTo(Lab.CHANNELS);
      capture.start(window);
      assertThat(window.await(PATIENCE_S)).as("a tenth of a second without a gap").isTrue();
      assertThat(capture.state()).isEqualTo(DeviceState.RUNNING);
    }
    return window;
  }

  public static void plays(Backend backend, String device, int channels)
      throws DeviceException, InterruptedException {
    TonePlayer player = new TonePlayer();
    PlayoutDevice playout = (PlayoutDevice) backend.openOutput(device, request(channels));
    try (playout) {
      playout.start(player);
      awaitProgress(playout, Lab.RATE_HZ);
      assertThat(playout.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(player.soundedInThePast()).isZero();
    }
    assertStandsStill(playout);
  }

  /** What is played comes out: left and right each with its own tone. */
  public static void comesOutAgain(Backend playing, String output, Backend capturing, String input)
      throws DeviceException, InterruptedException {
    try (PlayoutDevice playout = (PlayoutDevice) playing.openOutput(output, request(2))) {
      playout.start(new TonePlayer());
      awaitProgress(playout, 4_410);
      isHeardAt(capturing, input);
    }
  }

  /**
   * Left and right are heard each with its own tone. On a busy machine an underrun may fall into
   * the window that is looked at; then the next one is.
   */
  public static void isHeardAt(Backend capturing, String input)
      throws DeviceException, InterruptedException {
    ToneWindow window = capture(capturing, input);
    for (int tries = 1; tries < WINDOWS && !eachItsOwnTone(window); tries++) {
      window = capture(capturing, input);
    }
    assertThat(eachItsOwnTone(window)).isTrue();
  }

  private static ToneWindow capture(Backend backend, String device)
      throws DeviceException, InterruptedException {
    ToneWindow window = new ToneWindow(2, SETTLING_BLOCKS);
    try (CaptureDevice capture = backend.openCapture(device, request(2))) {
      capture.start(window);
      assertThat(window.await(PATIENCE_S)).as("a tenth of a second without a gap").isTrue();
    }
    return window;
  }

  private static boolean eachItsOwnTone(ToneWindow window) {
    return window.amplitude(0, Lab.toneHz(0)) > 0.24
        && window.amplitude(0, Lab.toneHz(1)) < 0.01
        && window.amplitude(1, Lab.toneHz(1)) > 0.24
        && window.amplitude(1, Lab.toneHz(0)) < 0.01;
  }

  public static void blocksWereCapturedBeforeNow(Backend backend, String device)
      throws DeviceException, InterruptedException {
    AtomicLong blocks = new AtomicLong();
    AtomicLong future = new AtomicLong();
    try (CaptureDevice capture = backend.openCapture(device, request(Lab.CHANNELS))) {
      capture.start(block -> {
        if (block.capturedNs() > CLOCK.nowNs()) {
          future.incrementAndGet();
        }
        blocks.incrementAndGet();
      });
      awaitProgress(capture, 2L * Lab.RATE_HZ);
    }
    assertThat(blocks.get()).isGreaterThan(100);
    assertThat(future.get()).as("blocks from the future").isZero();
  }

  public static void aFailingCallbackStopsTheDeviceOnly(Backend backend, String device)
      throws DeviceException, InterruptedException {
    try (CaptureDevice capture = backend.openCapture(device, request(2))) {
      capture.start(block -> {
        throw new IllegalStateException("on purpose");
      });
      long deadlineNs = CLOCK.nowNs() + 5_000_000_000L;
      while (capture.state() instanceof DeviceState.Running && CLOCK.nowNs() < deadlineNs) {
        CLOCK.parkUntil(CLOCK.nowNs() + 5_000_000);
      }
      assertThat(capture.state())
          .isInstanceOfSatisfying(
              DeviceState.Failed.class,
              failed -> assertThat(failed.reason()).contains("on purpose"));
    }
  }

  /** Waits until the device has gone so far, for 15 s at most. */
  public static void awaitProgress(Device device, long frames) {
    long deadlineNs = CLOCK.nowNs() + PATIENCE_S * 1_000_000_000L;
    while (device.progressFrames() < frames && CLOCK.nowNs() < deadlineNs) {
      CLOCK.parkUntil(CLOCK.nowNs() + 5_000_000);
    }
    assertThat(device.progressFrames()).isGreaterThanOrEqualTo(frames);
  }

  private static void assertStandsStill(Device device) {
    long closedAt = device.progressFrames();
    long untilNs = CLOCK.nowNs() + 50_000_000;
    while (CLOCK.nowNs() < untilNs) {
      CLOCK.parkUntil(untilNs);
    }
    assertThat(device.progressFrames()).as("after close").isEqualTo(closedAt);
    device.close();
  }
}
