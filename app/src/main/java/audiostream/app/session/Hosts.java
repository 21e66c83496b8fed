package audiostream.app.session;

import audiostream.app.words.Excerpt;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be the address or name of a machine. Nothing is resolved here. */
final class Hosts {

  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern OCTET = Pattern.compile("[0-9]{1,3}");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_-]{1,63}(\\.[\\p{L}\\p{N}_-]{1,63})*\\.?");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._~-]{1,63}");
  private static final int MAX_NAME_LENGTH = 253;

  private Hosts() {}

  /**
   * @param host a name, an IPv4 or an IPv6 address without brackets
   * @throws IllegalArgumentException with a sentence for the user
   */
  static String requireValid(String host) {
    if (host.indexOf(':') >= 0) {
      return requireIpv6(host);
    }
    boolean numeric = DIGITS_AND_DOTS.matcher(host).matches();
    if (numeric ? !isIpv4(host) : !isName(host)) {
      throw new IllegalArgumentException(
          "host "
              + Excerpt.quoted(host)
              + ": an address such as 192.168.1.21 or [fd00::21], or a name");
    }
    return host;
  }

  private static boolean isIpv4(String host) {
    String[] octets = host.split("\\.", -1);
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return octets.length == 4;
  }

  private static boolean isName(String host) {
    return host.length() <= MAX_NAME_LENGTH && NAME.matcher(host).matches();
  }

  /**
   * @param host an address, where needed with its zone: {@code fe80::1%eth0}
   */
  static String requireIpv6(String host) {
    int percent = host.indexOf('%');
    boolean zoneIsRight = percent < 0 || ZONE.matcher(host.substring(percent + 1)).matches();
    String address = percent < 0 ? host : host.substring(0, percent);
    if (!zoneIsRight || !address.contains(":") || literal(address).isEmpty()) {
      throw new IllegalArgumentException(
          "host " + Excerpt.quoted(host) + ": an IPv6 address such as fd00::21 or fe80::1%eth0");
    }
    return host;
  }

  /** The address, where the host is one and not a name. */
  static Optional<InetAddress> literal(String host) {
    int percent = host.indexOf('%');
    try {
      return Optional.of(InetAddress.ofLiteral(percent < 0 ? host : host.substring(0, percent)));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
