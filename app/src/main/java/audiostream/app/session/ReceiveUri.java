package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.engine.session.WireFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a receiver listens: {@code rtp://[HOST][:PORT]} or {@code raw://[HOST][:PORT]}, for
 * multicast with {@code ?interface=NAME}.
 *
 * @param wire what is expected
 * @param host one of this machine's addresses or a multicast group; empty: every address
 * @param port the scheme's default where none was given
 * @param interfaceName which interface joins a multicast group; empty: the system's choice
 */
public record ReceiveUri(
    WireFormat wire, Optional<String> host, int port, Optional<String> interfaceName) {

  /**
   * @throws IllegalArgumentException with a sentence for the user that names the part, its value
   *     and what is accepted
   */
  public static ReceiveUri parse(String text) {
    UriParts parts = UriParts.parse(text);
    if (parts.path().filter(path -> !path.isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          Excerpt.quoted("/" + parts.path().get())
              + " after the address: a receiver's address has no channels, such as rtp://:5004");
    }
    parts.requireKeys("interface");
    return new ReceiveUri(
        parts.wire(), parts.host(), parts.port(), parts.value("interface", "NAME"));
  }

  /** What is allowed, but may not be what the user wants; sentences for the user. */
  public List<String> warnings() {
    return OddPort.warning(wire, port).stream().toList();
  }

  /** The written form. */
  @Override
  public String toString() {
    String where = Authority.print(host.orElse(""), port);
    String query = interfaceName.map(name -> "?interface=" + PercentCode.encode(name)).orElse("");
    return wire.scheme() + "://" + where + query;
  }
}
