package audiostream.engine.session;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a stream goes to, as the user named it; the host is not resolved yet.
 *
 * @param wire how it is put into datagrams
 * @param host a name or an address, an IPv6 address without brackets
 * @param port 1 to 65535
 * @param ttl multicast hops, 1 to 255; empty: 1
 * @param interfaceName the network interface for multicast; empty: the system's choice
 * @param payloadType RTP payload type, 96 to 127, or 10 or 11 where they fit; empty: chosen by
 *     format
 */
public record Endpoint(
    WireFormat wire,
    String host,
    int port,
    OptionalInt ttl,
    Optional<String> interfaceName,
    OptionalInt payloadType) {

  public Endpoint {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty: a name or an address");
    }
    requireBetween("port", port, 1, 65_535);
    ttl.ifPresent(hops -> requireBetween("ttl", hops, 1, 255));
    payloadType.ifPresent(type -> {
      if (type != 10 && type != 11) {
        requireBetween("pt", type, 96, 127);
      }
    });
  }

  /** Why a host's name cannot be used: a sentence for the user. */
  public static String unknownHost(String host) {
    return "host '"
        + host
        + "' is not known here: an address such as 192.168.1.21, or a name that this network"
        + " resolves";
  }

  /** The same, reached at an address that is known. */
  public Endpoint at(String address) {
    return address.equals(host)
        ? this
        : new Endpoint(wire, address, port, ttl, interfaceName, payloadType);
  }

  private static void requireBetween(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(what + " " + value + ": " + low + " to " + high);
    }
  }
}
