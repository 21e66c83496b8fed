package audiostream.app.cli;

import audiostream.app.service.ServiceManager;
import audiostream.engine.session.ReceiverSnapshot;
import java.util.Map;

/**
 * How a receiver tells how it is doing: each second a line; as a service the manager gets that as
 * its status, and the journal a line each minute, so that a month of it can be read. Main thread.
 */
final class ServiceReport {

  private static final long MINUTE_S = 60;

  private final ServiceManager manager;
  private final Reporter reporter;

  ServiceReport(ServiceManager manager, Reporter reporter) {
    this.manager = manager;
    this.reporter = reporter;
  }

  static ServiceReport of(Map<String, String> environment, Reporter reporter) {
    return new ServiceReport(ServiceManager.of(environment), reporter);
  }

  Reporter reporter() {
    return reporter;
  }

  /** The port is bound, the output is open. */
  void ready() {
    manager.ready("waiting for a sender");
  }

  /** Once a second; the manager takes it as a sign of life. */
  void tick(long second, ReceiverSnapshot now) {
    manager.alive(ReceiverReport.line(second, now));
    if (!manager.present() || second % MINUTE_S == 0) {
      say(second, now);
    }
  }

  /** The last line. */
  void end(long second, ReceiverSnapshot now) {
    manager.stopping();
    say(second, now);
  }

  private void say(long second, ReceiverSnapshot now) {
    reporter.say(
        () -> ReceiverReport.line(second, now), json -> ReceiverReport.fields(json, second, now));
  }
}
