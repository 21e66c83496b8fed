package audiostream.app.service;

import java.util.Map;
import java.util.Optional;

/**
 * The service manager that started this program, where one did. Nothing that goes wrong here
 * disturbs the program: the manager then acts as if it had heard nothing.
 */
public final class ServiceManager {

  private static final String SOCKET = "NOTIFY_SOCKET";

  private final Optional<NoticeSocket> socket;

  private ServiceManager(Optional<NoticeSocket> socket) {
    this.socket = socket;
  }

  /**
   * @param environment variables; {@code NOTIFY_SOCKET} names the manager's datagram socket
   */
  public static ServiceManager of(Map<String, String> environment) {
    return new ServiceManager(
        Optional.ofNullable(environment.get(SOCKET)).flatMap(NoticeSocket::to));
  }

  /** Whether somebody listens. */
  public boolean present() {
    return socket.isPresent();
  }

  /** The service does its work from now on. */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + oneLine(status));
  }

  /** The service is alive; the manager restarts one of which it hears this no more. */
  public void alive(String status) {
    send("WATCHDOG=1\nSTATUS=" + oneLine(status));
  }

  /** The service is about to end. */
  public void stopping() {
    send("STOPPING=1");
  }

  private void send(String notice) {
    socket.ifPresent(manager -> manager.send(notice));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').strip();
  }
}
