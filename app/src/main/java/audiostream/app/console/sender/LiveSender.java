package audiostream.app.console.sender;

import audiostream.app.session.SessionFile;
import audiostream.engine.device.DeviceException;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SetupException;

/**
 * The running sender, which another takes over from when the input changes. Changes come from one
 * thread at a time ({@link Desk} sees to it); {@link #now} from any.
 */
public final class LiveSender implements AutoCloseable {

  /** Opens a sender for the input that a session names, with no destinations. */
  @FunctionalInterface
  public interface Opener {
    Sender open(SessionFile head) throws DeviceException, SetupException;
  }

  private final Opener opener;
  private SessionFile head;
  private volatile Sender sender;
  private int generation;

  private LiveSender(Opener opener, SessionFile head, Sender sender) {
    this.opener = opener;
    this.head = head;
    this.sender = sender;
  }

  /** Opens the input; nothing is sent before {@link #start}. */
  public static LiveSender open(Opener opener, SessionFile head)
      throws DeviceException, SetupException {
    return new LiveSender(opener, head, opener.open(head));
  }

  public void start() throws DeviceException {
    sender.start();
  }

  /** The one that runs now. */
  public Sender now() {
    return sender;
  }

  /** How often the input was changed. */
  int generation() {
    return generation;
  }

  void apply(SendConfig config) throws SetupException {
    sender.update(config);
  }

  /**
   * Goes over to another input: it is open and runs before the old one ends. Destinations must be
   * given anew. Where it cannot be opened, all stays as it was.
   */
  void change(SessionFile next) throws DeviceException, SetupException {
    if (next.device().equals(head.device())) {
      reopen(next);
    } else {
      takeOver(next);
    }
    head = next;
    generation++;
  }

  private void takeOver(SessionFile next) throws DeviceException, SetupException {
    Sender opened = opener.open(next);
    startOrClose(opened);
    sender.close();
    sender = opened;
  }

  /** The same device in another way: most let themselves be opened once only. */
  private void reopen(SessionFile next) throws DeviceException, SetupException {
    try {
      takeOver(next);
    } catch (DeviceException busy) {
      sender.close();
      try {
        takeOver(next);
      } catch (DeviceException refused) {
        takeOver(head);
        generation++;
        throw refused;
      }
    }
  }

  private static void startOrClose(Sender opened) throws DeviceException {
    try {
      opened.start();
    } catch (DeviceException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
