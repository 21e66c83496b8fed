package audiostream.engine.device.jack;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceChoice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a person can connect to: the other clients of a server and their ports.
 *
 * <ul>
 *   <li>nothing: the ports of the sound hardware, if the server has any
 *   <li>{@code none}: nothing is connected; a patch bay does that
 *   <li>{@code CLIENT}: a client by its index or part of its name
 *   <li>{@code CLIENT:PORT}: all ports whose full name begins so
 * </ul>
 *
 * @param name what messages call it; empty where nothing is connected
 * @param ports full names, in the server's order
 */
record JackPorts(String name, List<String> ports) {

  static final String NONE = "none";

  private static final JackPorts NOTHING = new JackPorts("", List.of());

  /**
   * @param what what stands after {@code jack:}
   * @param capture whether we want their sound, else they ours
   * @throws DeviceException where there is no such client, or it has no such ports
   */
  static JackPorts find(JackClient client, String what, boolean capture) throws DeviceException {
    if (what.equalsIgnoreCase(NONE)) {
      return NOTHING;
    }
    if (what.isEmpty()) {
      List<String> hardware = client.ports(capture, true);
      return hardware.isEmpty() ? NOTHING : new JackPorts(clientOf(hardware.getFirst()), hardware);
    }
    List<String> all = client.ports(capture, false);
    return what.contains(":") ? beginningWith(what, all, capture) : ofClient(client, what, capture);
  }

  private static JackPorts beginningWith(String what, List<String> all, boolean capture)
      throws DeviceException {
    List<String> found = all.stream().filter(port -> lower(port).startsWith(lower(what))).toList();
    if (found.isEmpty()) {
      throw new DeviceException(
          "no port of the JACK server that "
              + (capture ? "gives" : "takes")
              + " sound begins with '"
              + what
              + "'; jack_lsp lists them");
    }
    return new JackPorts(what, found);
  }

  private static JackPorts ofClient(JackClient client, String what, boolean capture)
      throws DeviceException {
    DeviceInfo found =
        DeviceChoice.find(
            what,
            JackBackend.NAME,
            list(client),
            info -> (capture ? info.inputChannels() : info.outputChannels()) > 0);
    List<String> ports =
        client.ports(capture, false).stream()
            .filter(port -> clientOf(port).equals(found.name()))
            .toList();
    return new JackPorts(found.name(), ports);
  }

  /** The other clients, those with sound hardware first. */
  static List<DeviceInfo> list(JackClient client) {
    List<String> sources = client.ports(true, false);
    List<String> destinations = client.ports(false, false);
    Set<String> names = new LinkedHashSet<>();
    addClients(client.ports(true, true), names);
    addClients(client.ports(false, true), names);
    addClients(sources, names);
    addClients(destinations, names);
    List<DeviceInfo> all = new ArrayList<>();
    for (String name : names) {
      all.add(describe(client, all.size(), name, of(name, sources), of(name, destinations)));
    }
    return all;
  }

  private static DeviceInfo describe(
      JackClient client, int index, String name, List<String> sources, List<String> destinations) {
    return new DeviceInfo(
        index,
        name,
        "JACK",
        Math.min(sources.size(), StreamFormat.MAX_CHANNELS),
        Math.min(destinations.size(), StreamFormat.MAX_CHANNELS),
        client.rateHz(),
        latencyMs(client, sources, true),
        latencyMs(client, destinations, false));
  }

  private static double latencyMs(JackClient client, List<String> ports, boolean capture) {
    return ports.isEmpty()
        ? 0
        : client.latencyFrames(ports.getFirst(), capture) * 1e3 / client.rateHz();
  }

  private static void addClients(List<String> ports, Set<String> names) {
    ports.forEach(port -> names.add(clientOf(port)));
  }

  private static List<String> of(String name, List<String> ports) {
    return ports.stream().filter(port -> clientOf(port).equals(name)).toList();
  }

  /** A port's full name begins with its client's. */
  private static String clientOf(String port) {
    return port.substring(0, Math.max(0, port.indexOf(':')));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
