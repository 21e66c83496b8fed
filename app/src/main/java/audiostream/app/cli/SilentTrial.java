package audiostream.app.cli;

import audiostream.app.doctor.NetworkTrial;
import audiostream.app.doctor.NetworkTrial.Reading;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.session.Backends;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.DestinationSnapshot;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SetupException;
import audiostream.engine.session.ThreadWishes;
import audiostream.engine.threads.RealTime;
import audiostream.engine.time.Clock;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Sends silence to a running receiver as a stream is sent, and keeps what it tells each second. */
final class SilentTrial {

  private static final long SECOND_NS = 1_000_000_000L;

  private final Backends backends;
  private final Clock clock;
  private final List<Reading> readings = new ArrayList<>();
  private Optional<String> failure = Optional.empty();

  SilentTrial(Backends backends, Clock clock) {
    this.backends = backends;
    this.clock = clock;
  }

  /**
   * @param seconds how long
   */
  NetworkTrial run(Endpoint destination, int seconds) {
    try (Sender sender = open(destination)) {
      sender.start();
      long startNs = clock.nowNs();
      for (int second = 1; second <= seconds; second++) {
        OutputTrial.waitUntil(clock, startNs + second * SECOND_NS);
        read(sender.snapshot().destinations().getFirst());
      }
    } catch (SetupException | DeviceException e) {
      throw new WrongUseException(e.getMessage());
    }
    return new NetworkTrial(destination.host(), readings, failure);
  }

  private Sender open(Endpoint destination) throws SetupException, DeviceException {
    DestinationConfig muted =
        new DestinationConfig("doctor", destination, ChannelList.of(1), 0, true, Delay.NONE);
    SendConfig config =
        new SendConfig(
            SendConfig.DEFAULT_BITS,
            OptionalInt.empty(),
            SendConfig.DEFAULT_MTU_BYTES,
            List.of(muted));
    DeviceRequest request =
        new DeviceRequest(
            OptionalInt.empty(), OptionalInt.empty(), DeviceRequest.DEFAULT_BLOCK_FRAMES);
    return Sender.open(
        () -> backends.openInput("tone:1", request),
        config,
        new Sender.Surroundings(
            clock,
            InstantSource.system(),
            new SecureRandom(),
            event -> {},
            ThreadWishes.of(RealTime.system()),
            true));
  }

  private void read(DestinationSnapshot destination) {
    failure = destination.failure();
    destination
        .feedback()
        .map(feedback -> feedback.worst())
        .filter(worst -> worst.presence() == Presence.ANSWERING)
        .ifPresent(worst -> readings.add(reading(worst)));
  }

  private static Reading reading(ReceiverFeedback told) {
    Optional<Playout> playout = told.playout();
    return new Reading(
        told.fractionLost() * 100,
        told.packetsLost(),
        told.jitterNs() / 1e6,
        ms(told.roundTripNs()),
        ms(playout.map(Playout::targetNs).orElse(OptionalLong.empty())),
        playout.map(Playout::latePackets).orElse(OptionalLong.empty()).orElse(0));
  }

  private static OptionalDouble ms(OptionalLong ns) {
    return ns.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(ns.getAsLong() / 1e6);
  }
}
