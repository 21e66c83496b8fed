package audiostream.engine.session;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one turn of work after the other until it is told to stop or has no more. The
 * work knows nothing of threads; what it does when it fails is said once, and the agent ends.
 */
final class Agent {

  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param turn one turn of work; false: there is no more
   * @param onFailure told of what the work threw
   */
  Agent(String name, BooleanSupplier turn, Consumer<Throwable> onFailure) {
    this(name, () -> {}, turn, onFailure);
  }

  /**
   * @param atStart done once by the thread itself before its first turn
   */
  Agent(String name, Runnable atStart, BooleanSupplier turn, Consumer<Throwable> onFailure) {
    thread =
        new Thread(
            () -> {
              try {
                atStart.run();
                boolean more = true;
                while (more && !stopping) {
                  more = turn.getAsBoolean();
                }
              } catch (Throwable e) {
                onFailure.accept(e);
              }
            },
            name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  boolean stopping() {
    return stopping;
  }

  /** It makes no further turn; who knows what it waits for wakes it. */
  void askToStop() {
    stopping = true;
  }

  /** Asks it to stop and waits at most a second; its wait must be interruptible or short. */
  void stop() {
    stopping = true;
    java.util.concurrent.locks.LockSupport.unpark(thread);
    join();
  }

  private void join() {
    @Nullable Thread self = Thread.currentThread();
    if (self == thread || !thread.isAlive()) {
      return;
    }
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
