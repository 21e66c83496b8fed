package audiostream.engine.session;

import audiostream.engine.threads.Processors;
import audiostream.engine.threads.RealTime;
import audiostream.engine.threads.RealTime.Answer;
import audiostream.engine.threads.RealTime.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for real-time priority and processors for the threads of a session that carry sound, and
 * remembers refusals, each of which is told once. Each thread asks for itself.
 */
final class UrgentThreads {

  private final RealTime realTime;
  private final Optional<Processors> processors;
  private volatile @Nullable Thread device;
  private volatile boolean refused;
  private volatile @Nullable Answer notPinned;
  private boolean told;
  private boolean toldOfProcessors;

  UrgentThreads(ThreadWishes wishes) {
    this.realTime = wishes.realTime();
    this.processors = wishes.processors();
  }

  /** The process's memory, as soon as a session begins. */
  void begin() {
    // Where this alone is refused, priority is what matters, and that is told.
    realTime.lockMemory();
  }

  /** An agent of the network: at its start. */
  void network() {
    ask(Role.NETWORK);
  }

  /** A sound device's thread: at each call, since it may be another one after a reopening. */
  void device() {
    Thread now = Thread.currentThread();
    if (now != device) {
      device = now;
      ask(Role.DEVICE);
    }
  }

  private void ask(Role role) {
    if (realTime.enter(role) == Answer.REFUSED) {
      refused = true;
    }
    if (processors.isPresent()) {
      Answer answer = realTime.pin(processors.get());
      notPinned = answer == Answer.GRANTED ? notPinned : answer;
    }
  }

  /** What a person should know and has not been told; control agent. */
  List<SessionEvent> refusals() {
    List<SessionEvent> news = new ArrayList<>();
    if (refused && !told) {
      told = true;
      news.add(
          SessionEvent.notice(
              "this system does not give the program real-time priority: sound may break up while"
                  + " other programs are busy (on Debian: sudo adduser $USER audio, with jackd2"
                  + " installed, and log in again)"));
    }
    Answer answer = notPinned;
    if (answer != null && !toldOfProcessors) {
      toldOfProcessors = true;
      news.add(SessionEvent.warning(withoutProcessors(answer)));
    }
    return news;
  }

  private String withoutProcessors(Answer answer) {
    String which = processors.map(Processors::toString).orElse("");
    return answer == Answer.UNAVAILABLE
        ? "threads that carry sound cannot be kept on processors "
            + which
            + " here, so they run on any: start the whole program there, with taskset -c "
            + which
            + " on Linux or start /affinity on Windows"
        : "this system does not let the program run on processors "
            + which
            + ", so that sound runs on any: they are outside of its cpuset (a container's, or"
            + " AllowedCPUs= of its service)";
  }
}
