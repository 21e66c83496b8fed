package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.app.session.DestinationUri;
import audiostream.engine.audio.WavReader;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.session.Backends;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.ReceiveConfig;
import audiostream.engine.session.Receiver;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real 16-channel device, one sender, sixteen receivers: each records exactly its own tone.
 * Channel k, counted from 1, of the lab's devices carries 200 + 100 k Hz.
 */
class LabEndToEndTest {

  private static final int CHANNELS = 16;
  private static final int RATE_HZ = 44_100;
  private static final int WANTED_FRAMES = 2 * RATE_HZ;
  private static final long PATIENCE_NS = 20_000_000_000L;

  /** A tenth of a second holds whole periods of all tones. */
  private static final int WINDOW_FRAMES = RATE_HZ / 10;

  private static final int MOST_TRIES = 4;

  @TempDir private Path folder;
  private final int[] ports = IntStream.range(0, CHANNELS).map(k -> Ports.freePair()).toArray();
  private final Clock clock = SystemClock.real();
  private final List<SessionEvent> events = new ArrayList<>();

  @BeforeEach
  void requireLab() {
    Assumptions.assumeTrue(
        System.getenv("AUDIOSTREAM_LAB") != null,
        "no lab devices: scripts/lab-up, then source the env.sh that it names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javasound:default", "portaudio:lab16", "portaudio:tones16", "jack:tones16"})
  void shouldBringEachChannelToItsOwnReceiver(String input) throws Exception {
    bringAndRecord(input);
    for (int again = 1; again < MOST_TRIES && !everyoneHeardItsTone(); again++) {
      bringAndRecord(input);
    }
    for (int k = 1; k <= CHANNELS; k++) {
      assertOwnTone(input, k);
    }
  }

  /** A machine may be so busy that there is no tenth of a second without a gap. */
  private boolean everyoneHeardItsTone() throws Exception {
    boolean heard = true;
    for (int k = 1; k <= CHANNELS; k++) {
      float[] recorded = WavReader.readAll(file(k))[0];
      int frequencyHz = 200 + 100 * k;
      heard &=
          recorded.length > 40_000
              && amplitude(recorded, clearestWindow(recorded, frequencyHz), frequencyHz) > 0.2;
    }
    return heard;
  }

  private void bringAndRecord(String input) throws Exception {
    List<Receiver> receivers = new ArrayList<>();
    List<DestinationConfig> destinations = new ArrayList<>();
    Backends backends = StandardBackends.create(clock, false);
    try {
      for (int k = 1; k <= CHANNELS; k++) {
        receivers.add(receiver(backends, k));
        destinations.add(DestinationUri.parse("to" + k + "=rtp://127.0.0.1:" + port(k) + "/" + k));
      }
      send(backends, input, destinations, receivers);
    } finally {
      receivers.forEach(Receiver::close);
    }
  }

  private int port(int channel) {
    return ports[channel - 1];
  }

  private Path file(int channel) {
    return folder.resolve(channel + ".wav");
  }

  private Receiver receiver(Backends backends, int channel) throws Exception {
    ReceptionConfig reception =
        new ReceptionConfig(
            new Expected.Rtp(PayloadFormats.standard(), RATE_HZ),
            LatencyPolicy.fixed(60_000_000L),
            Optional.empty(),
            1f);
    DeviceRequest request = new DeviceRequest(OptionalInt.of(RATE_HZ), OptionalInt.empty(), 256);
    Receiver receiver =
        Receiver.open(
            new ReceiveConfig(
                new InetSocketAddress("127.0.0.1", port(channel)),
                MulticastOptions.DEFAULT,
                Set.of(),
                reception),
            () -> backends.openOutput("wav:" + file(channel), request),
            Optional.empty(),
            new Receiver.Surroundings(clock, InstantSource.system(), new Random(2), events::add));
    receiver.start();
    return receiver;
  }

  private void send(
      Backends backends,
      String input,
      List<DestinationConfig> destinations,
      List<Receiver> receivers)
      throws Exception {
    DeviceRequest request =
        new DeviceRequest(OptionalInt.of(RATE_HZ), OptionalInt.of(CHANNELS), 256);
    SendConfig config = new SendConfig(16, OptionalInt.empty(), 1_500, destinations);
    Sender.Surroundings surroundings =
        new Sender.Surroundings(clock, InstantSource.system(), new Random(1), events::add);
    try (Sender sender =
        Sender.open(() -> backends.openInput(input, request), config, surroundings)) {
      assertThat(sender.inputChannels()).isEqualTo(CHANNELS);
      sender.start();
      long endNs = clock.nowNs() + PATIENCE_NS;
      while (frames(sender) < WANTED_FRAMES) {
        assertThat(clock.nowNs()).as("%s: frames in time; %s", input, events).isLessThan(endNs);
        clock.parkUntil(clock.nowNs() + 20_000_000L);
      }
    }
    awaitIdle(receivers);
  }

  private static long frames(Sender sender) {
    return sender.snapshot().counters().get(InputCounter.FRAMES);
  }

  private void awaitIdle(List<Receiver> receivers) {
    long endNs = clock.nowNs() + PATIENCE_NS;
    while (receivers.stream()
        .anyMatch(r -> r.snapshot().state() != audiostream.engine.jitter.PlayoutState.IDLE)) {
      assertThat(clock.nowNs()).as("the end is noticed; %s", events).isLessThan(endNs);
      clock.parkUntil(clock.nowNs() + 20_000_000L);
    }
  }

  private void assertOwnTone(String input, int channel) throws Exception {
    float[] recorded = WavReader.readAll(file(channel))[0];
    assertThat(recorded.length).as("frames of %s channel %d", input, channel).isGreaterThan(40_000);
    int from = clearestWindow(recorded, 200 + 100 * channel);
    for (int other = 1; other <= CHANNELS; other++) {
      double level = amplitude(recorded, from, 200 + 100 * other);
      if (other == channel) {
        assertThat(level).as("%s: tone %d in channel %d", input, other, channel).isGreaterThan(0.2);
      } else {
        assertThat(level).as("%s: tone %d in channel %d", input, other, channel).isLessThan(0.02);
      }
    }
  }

  /** A busy machine may make the sound server lose frames: a window without a gap is looked for. */
  private static int clearestWindow(float[] samples, int frequencyHz) {
    int best = 0;
    for (int from = 0; from + WINDOW_FRAMES <= samples.length; from += WINDOW_FRAMES / 2) {
      if (amplitude(samples, from, frequencyHz) > amplitude(samples, best, frequencyHz)) {
        best = from;
      }
    }
    return best;
  }

  /** Of one frequency, by correlation with a sine and a cosine over whole periods. */
  private static double amplitude(float[] samples, int from, int frequencyHz) {
    double sine = 0;
    double cosine = 0;
    for (int i = 0; i < WINDOW_FRAMES; i++) {
      double phase = 2 * Math.PI * frequencyHz * i / RATE_HZ;
      sine += samples[from + i] * Math.sin(phase);
      cosine += samples[from + i] * Math.cos(phase);
    }
    return 2 * Math.hypot(sine, cosine) / WINDOW_FRAMES;
  }
}
