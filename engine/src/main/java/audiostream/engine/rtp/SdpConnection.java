package audiostream.engine.rtp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a stream goes to: the value of SDP's {@code c=} (RFC 8866 section 5.7), such as {@code IN
 * IP4 239.1.2.3/4}.
 *
 * @param family of the address
 * @param host an address without brackets and scope, or a name
 * @param ttl hops of IPv4 multicast, 0 to 255; empty for all else
 */
public record SdpConnection(Family family, String host, OptionalInt ttl) {

  /** SDP's address types. */
  public enum Family {
    IP4,
    IP6
  }

  private static final int DEFAULT_TTL = 1;

  public SdpConnection {
    if (!host.matches("[A-Za-z0-9._:-]{1,255}")) {
      throw new IllegalArgumentException("host " + Quotation.of(host) + ": an address or a name");
    }
    if (ttl.isPresent() && (ttl.getAsInt() < 0 || ttl.getAsInt() > 255)) {
      throw new IllegalArgumentException("ttl " + ttl.getAsInt() + ": 0 to 255");
    }
    if (ttl.isPresent() && (family != Family.IP4 || !isMulticast(host))) {
      throw new IllegalArgumentException("ttl for " + host + ": for IPv4 multicast only");
    }
  }

  /**
   * An address that is known.
   *
   * @param ttl used where the address is IPv4 multicast, which needs one; empty: 1
   */
  public static SdpConnection of(InetAddress address, OptionalInt ttl) {
    String host = address.getHostAddress().replaceFirst("%.*", "");
    boolean ip4 = address instanceof Inet4Address;
    OptionalInt hops =
        ip4 && address.isMulticastAddress()
            ? OptionalInt.of(ttl.orElse(DEFAULT_TTL))
            : OptionalInt.empty();
    return new SdpConnection(ip4 ? Family.IP4 : Family.IP6, host, hops);
  }

  /**
   * Parses the value of a {@code c=} line; a count of addresses is skipped.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static SdpConnection parse(String value) {
    String[] words = value.strip().split("\\s+", -1);
    if (words.length != 3 || !words[0].equals("IN") || !words[1].matches("IP[46]")) {
      throw new IllegalArgumentException(
          "connection " + Quotation.of(value) + ": such as IN IP4 239.1.2.3/4");
    }
    Family family = Family.valueOf(words[1]);
    String[] parts = words[2].split("/", -1);
    boolean hasTtl = family == Family.IP4 && parts.length > 1 && isMulticast(parts[0]);
    return new SdpConnection(
        family, parts[0], hasTtl ? OptionalInt.of(hops(parts[1])) : OptionalInt.empty());
  }

  private static int hops(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("ttl " + Quotation.of(text) + ": 0 to 255");
    }
    return Integer.parseInt(text);
  }

  /** The address, unless the host is a name; nothing is looked up. */
  public Optional<InetAddress> address() {
    return literal(host);
  }

  /** Whether the host is the address of a multicast group. */
  public boolean isMulticast() {
    return isMulticast(host);
  }

  private static boolean isMulticast(String host) {
    return literal(host).map(InetAddress::isMulticastAddress).orElse(false);
  }

  /** An address in its usual written form. Scopes are left to those who know the interfaces. */
  static Optional<InetAddress> literal(String host) {
    boolean ip4 = host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    boolean ip6 = host.contains(":") && host.toLowerCase(Locale.ROOT).matches("[0-9a-f:.]+");
    try {
      return ip4 || ip6 ? Optional.of(InetAddress.ofLiteral(host)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address type of an address. */
  static Family familyOf(InetAddress address) {
    return address instanceof Inet6Address ? Family.IP6 : Family.IP4;
  }

  /** The value of a {@code c=} line. */
  @Override
  public String toString() {
    String hops = ttl.isPresent() ? "/" + ttl.getAsInt() : "";
    return "IN " + family + " " + host + hops;
  }
}
