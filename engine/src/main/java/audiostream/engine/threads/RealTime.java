package audiostream.engine.threads;

/**
 * Asks the system to run threads that carry sound before all that do not, on the processors meant
 * for them, and to keep the process's memory in memory. Any thread.
 */
public interface RealTime {

  /** What a thread carries. */
  enum Role {
    /** Called by a sound device, which does not wait. */
    DEVICE,
    /** Takes packets from the network or sends them. */
    NETWORK
  }

  /** What the system said. */
  enum Answer {
    GRANTED,
    /** The thread had it before: a sound server gives it to its clients' threads. */
    HAD_IT,
    REFUSED,
    /** Not asked: this system has none of it, or native access is not allowed. */
    UNAVAILABLE
  }

  /** Asks for the calling thread. Threads and processes that it starts do not inherit it. */
  Answer enter(Role role);

  /** Asks that no page that this process has used is ever paged out. */
  Answer lockMemory();

  /**
   * Asks that the calling thread runs on these processors and no others. Threads and processes that
   * it starts inherit it.
   */
  Answer pin(Processors processors);

  /** Asks for nothing. */
  static RealTime none() {
    return new RealTime() {
      @Override
      public Answer enter(Role role) {
        return Answer.UNAVAILABLE;
      }

      @Override
      public Answer lockMemory() {
        return Answer.UNAVAILABLE;
      }

      @Override
      public Answer pin(Processors processors) {
        return Answer.UNAVAILABLE;
      }
    };
  }

  /** The system's, where there is one that is known here. */
  static RealTime system() {
    return LinuxRealTime.available() ? new LinuxRealTime() : none();
  }
}
