package audiostream.app.cli;

import audiostream.app.console.sender.Found;
import audiostream.app.discovery.Finder;
import audiostream.app.discovery.FoundReceiver;
import audiostream.app.session.DestinationUri;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import audiostream.engine.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The receivers that announce themselves, once looking for them has begun. */
final class Neighbours implements Supplier<List<Found>>, AutoCloseable {

  private volatile @Nullable Finder finder;

  /** Begins to look; returns at once. */
  void look(Clock clock) {
    finder = Finder.start(clock);
  }

  @Override
  public List<Found> get() {
    Finder looking = finder;
    return looking == null ? List.of() : looking.found().stream().map(Neighbours::found).toList();
  }

  private static Found found(FoundReceiver receiver) {
    Endpoint endpoint =
        new Endpoint(
            receiver.wire().equals("raw") ? WireFormat.RAW : WireFormat.RTP,
            receiver.host(),
            receiver.port(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty());
    return new Found(
        receiver.name(),
        DestinationUri.print(endpoint),
        receiver.channels(),
        receiver.rates(),
        receiver.version());
  }

  @Override
  public void close() {
    Finder looking = finder;
    if (looking != null) {
      looking.close();
    }
  }
}
