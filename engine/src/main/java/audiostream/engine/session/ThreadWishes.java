package audiostream.engine.session;

import audiostream.engine.threads.Processors;
import audiostream.engine.threads.RealTime;
import java.util.Optional;

/**
 * What is asked of the system for the threads that carry sound.
 *
 * @param realTime who is asked
 * @param processors where alone they are to run; empty: wherever the system likes
 */
public record ThreadWishes(RealTime realTime, Optional<Processors> processors) {

  /** Real-time priority, wherever the system likes. */
  public static ThreadWishes of(RealTime realTime) {
    return new ThreadWishes(realTime, Optional.empty());
  }

  /** Threads like any other's. */
  public static ThreadWishes none() {
    return of(RealTime.none());
  }
}
