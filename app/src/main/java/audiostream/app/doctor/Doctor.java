package audiostream.app.doctor;

import java.util.List;

/** Looks at a machine. */
public final class Doctor {

  private Doctor() {}

  /**
   * What the system itself says.
   *
   * @param port on which a receiver listens
   */
  public static List<Finding> system(Machine machine, int port) {
    String os = machine.osName();
    if (os.equals("Linux")) {
      return new LinuxChecks(machine, port).all();
    }
    String why =
        os
            + " is not asked about real-time priority, memory locking, processor speed, Wi-Fi power"
            + " saving and firewall; turn energy saving off, use a cable, and let UDP ports "
            + port
            + " and "
            + (port + 1)
            + " in";
    return List.of(Finding.unknown("system", why));
  }
}
