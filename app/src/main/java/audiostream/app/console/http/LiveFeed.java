package audiostream.app.console.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Live values as server-sent events (WHATWG HTML, section 9.2). What is published is put into bytes
 * once for all listeners. A listener that does not keep up misses values that the next ones
 * replace; one that takes nothing for {@link #PATIENCE_SECONDS} is let go. Any thread publishes.
 */
public final class LiveFeed {

  static final int PATIENCE_SECONDS = 20;
  private static final int WAITING_MESSAGES = 1_024;
  private static final int ROOM_FOR_CHANGES = 960;
  private static final int KEEP_ALIVE_SECONDS = 10;

  /**
   * One event.
   *
   * @param name of the event
   * @param json its data, one line
   */
  public record Message(String name, String json) {
    byte[] bytes() {
      return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Listener {
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_MESSAGES);
    private final Thread thread = Thread.currentThread();
    private final String page;
    private int missed;

    Listener(String page) {
      this.page = page;
    }

    /** Values may be dropped when it falls behind; changes may not. */
    void offer(byte[] bytes, boolean value) {
      boolean full = value && waiting.remainingCapacity() < ROOM_FOR_CHANGES;
      if (!full && waiting.offer(bytes)) {
        missed = 0;
        return;
      }
      missed++;
      if (!value || missed > PATIENCE_SECONDS * 20) {
        // It comes back by itself and gets everything anew.
        thread.interrupt();
      }
    }
  }

  private final int maxListeners;
  private final Supplier<List<Message>> greeting;
  private final AtomicInteger count = new AtomicInteger();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * @param maxListeners how many at once
   * @param greeting what a new listener is told first
   */
  public LiveFeed(int maxListeners, Supplier<List<Message>> greeting) {
    this.maxListeners = maxListeners;
    this.greeting = greeting;
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  /** What the next of its kind replaces: it may be left out for a slow listener. */
  public void value(Message message) {
    publish(message, true);
  }

  /** What every listener must hear. */
  public void change(Message message) {
    publish(message, false);
  }

  private synchronized void publish(Message message, boolean value) {
    if (listeners.isEmpty()) {
      return;
    }
    byte[] bytes = message.bytes();
    for (Listener listener : listeners) {
      listener.offer(bytes, value);
    }
  }

  /**
   * Whether one more may listen.
   *
   * @param page that listens; empty: it has no name
   */
  boolean admit(String page) {
    if (has(page)) {
      count.incrementAndGet();
      return true;
    }
    if (count.incrementAndGet() <= maxListeners) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /** Whether one more would be turned away. */
  boolean isFull(String page) {
    return count.get() >= maxListeners && !has(page);
  }

  private boolean has(String page) {
    return !page.isEmpty() && listeners.stream().anyMatch(one -> one.page.equals(page));
  }

  /** A phone that has left the network may not be found gone for minutes, and is back before. */
  private void endThoseOf(String page) {
    listeners.stream()
        .filter(one -> !page.isEmpty() && one.page.equals(page))
        .forEach(one -> one.thread.interrupt());
  }

  /** Undoes {@link #admit} where nothing could be served. */
  void dismiss() {
    count.decrementAndGet();
  }

  /** Writes until the listener goes away; after {@link #admit}. */
  void serve(OutputStream out, String page) {
    Listener listener = new Listener(page);
    endThoseOf(page);
    try (out) {
      out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
      listeners.add(listener);
      for (Message message : greeting.get()) {
        out.write(message.bytes());
      }
      out.flush();
      while (!closed) {
        pass(listener, out);
      }
    } catch (IOException gone) {
      // The browser was closed, or is too slow: both are everyday.
      return;
    } catch (InterruptedException tooSlow) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(listener);
      count.decrementAndGet();
    }
  }

  private static void pass(Listener listener, OutputStream out)
      throws IOException, InterruptedException {
    byte[] bytes = listener.waiting.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    out.write(bytes == null ? ":\n\n".getBytes(StandardCharsets.UTF_8) : bytes);
    if (listener.waiting.isEmpty()) {
      out.flush();
    }
  }

  void close() {
    closed = true;
    for (Listener listener : listeners) {
      listener.thread.interrupt();
    }
  }
}
