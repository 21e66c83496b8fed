package audiostream.app.console.sender;

import audiostream.app.console.shared.EventLog;
import audiostream.app.session.SessionFile;
import audiostream.engine.session.SessionEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes what is being played to disk after each change, on a thread of its own: forcing to disk
 * can take long. Of many changes, only the latest is written.
 */
final class Memory implements AutoCloseable {

  private record Content(SessionFile session, Optional<String> file) {}

  private final SessionStore store;
  private final EventLog log;
  private final AtomicReference<Optional<Content>> waiting =
      new AtomicReference<>(Optional.empty());
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("audiostream-memory").factory());

  Memory(SessionStore store, EventLog log) {
    this.store = store;
    this.log = log;
  }

  void keep(SessionFile session, Optional<String> file) {
    Content content = new Content(session, file);
    if (waiting.getAndSet(Optional.of(content)).isEmpty()) {
      writer.execute(this::write);
    }
  }

  private void write() {
    waiting.getAndSet(Optional.empty()).ifPresent(this::write);
  }

  private void write(Content content) {
    try {
      store.remember(content.session(), content.file());
    } catch (IOException | IllegalArgumentException e) {
      log.accept(
          SessionEvent.warning("the session cannot be kept for a restart: " + e.getMessage()));
    }
  }

  /** Waits for what is still to be written. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
