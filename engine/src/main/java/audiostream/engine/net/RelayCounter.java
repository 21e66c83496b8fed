package audiostream.engine.net;

import audiostream.engine.stats.Described;

/** What happened to a relay's datagrams apart from what was asked for. */
public enum RelayCounter implements Described {
  OVERRUN("datagrams dropped since they came faster than the relay works"),
  OVERSIZED("datagrams dropped since they are longer than 16384 bytes"),
  TURNED_AWAY("datagrams dropped since too many senders use the relay"),
  REFUSED("datagrams that the other side refused (port or host unreachable)"),
  UNSENT("datagrams that the network did not take");

  private final String description;

  RelayCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
