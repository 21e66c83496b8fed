package audiostream.engine.session;

import audiostream.engine.threads.RealTime;
import audiostream.engine.threads.RealTime.Answer;
import audiostream.engine.threads.RealTime.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for real-time priority for the threads of a session that carry sound, and remembers a
 * refusal, which is told once. Each thread asks for itself.
 */
final class UrgentThreads {

  private final RealTime realTime;
  private volatile @Nullable Thread device;
  private volatile boolean refused;
  private boolean told;

  UrgentThreads(RealTime realTime) {
    this.realTime = realTime;
  }

  /** The process's memory, as soon as a session begins. */
  void begin() {
    // Where this alone is refused, priority is what matters, and that is told.
    realTime.lockMemory();
  }

  /** An agent of the network: at its start. */
  void network() {
    note(realTime.enter(Role.NETWORK));
  }

  /** A sound device's thread: at each call, since it may be another one after a reopening. */
  void device() {
    Thread now = Thread.currentThread();
    if (now != device) {
      device = now;
      note(realTime.enter(Role.DEVICE));
    }
  }

  private void note(Answer answer) {
    if (answer == Answer.REFUSED) {
      refused = true;
    }
  }

  /** What a person should know, the first time that it is asked for; control agent. */
  Optional<SessionEvent> refusal() {
    if (!refused || told) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        SessionEvent.notice(
            "this system does not give the program real-time priority: sound may break up while"
                + " other programs are busy (on Debian: sudo adduser $USER audio, with jackd2"
                + " installed, and log in again)"));
  }
}
