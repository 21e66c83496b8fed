package audiostream.app.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets Ctrl-C (SIGINT) and SIGTERM end a running command in order: the command sees {@link
 * #requested}, frees everything and ends with {@link #exitStatus}. A second signal ends the program
 * at once.
 */
final class StopSignal {

  private static final int SIGNALLED = 128;

  private final AtomicInteger received = new AtomicInteger();
  private final Thread waiting = Thread.currentThread();

  private StopSignal() {}

  /** From now on, signals come here; the calling thread is woken by them. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    IgnoredInterrupt.restore();
    stop.handle("INT", 2);
    stop.handle("TERM", 15);
    return stop;
  }

  /**
   * {@code sun.misc.Signal} (module jdk.unsupported, kept on purpose by JEP 260) has no successor;
   * it is reached by its name, since the compiler warns of it in a way that cannot be silenced.
   */
  private void handle(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                receive(number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not hand over signal " + name, e);
    }
  }

  private void receive(int number) {
    if (!received.compareAndSet(0, number)) {
      Runtime.getRuntime().halt(SIGNALLED + number);
    }
    LockSupport.unpark(waiting);
  }

  boolean requested() {
    return received.get() != 0;
  }

  /** 130 after SIGINT, 143 after SIGTERM, else 0. */
  int exitStatus() {
    return requested() ? SIGNALLED + received.get() : 0;
  }
}
