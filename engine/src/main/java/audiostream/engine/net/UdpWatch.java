package audiostream.engine.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Waits for datagrams on many channels at once. One thread, except {@link #wake}. */
public final class UdpWatch implements AutoCloseable {

  private final Selector selector;

  private UdpWatch(Selector selector) {
    this.selector = selector;
  }

  public static UdpWatch open() throws IOException {
    return new UdpWatch(Selector.open());
  }

  /** Has something run in {@link #await} whenever a datagram waits; until the channel is closed. */
  public void add(UdpAnswers channel, Runnable whenReadable) throws IOException {
    channel.register(selector, whenReadable);
  }

  /** Waits until something has come or the time is over, and runs what was to be run. */
  public void await(long timeoutMs) throws IOException {
    selector.select(UdpWatch::run, Math.max(1, timeoutMs));
  }

  /** Ends the wait that goes on, or else the next one at once. Any thread. */
  public void wake() {
    selector.wakeup();
  }

  private static void run(SelectionKey key) {
    if (key.attachment() instanceof Runnable whenReadable) {
      whenReadable.run();
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException nothingLost) {
      // the channels are others'
    }
  }
}
