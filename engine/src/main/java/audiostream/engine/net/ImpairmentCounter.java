package audiostream.engine.net;

import audiostream.engine.stats.Described;

/** What a link did to the datagrams of one direction. */
public enum ImpairmentCounter implements Described {
  SENT("datagrams that entered the link"),
  LOST("datagrams that the link lost on purpose"),
  OVERFLOWED("datagrams that the rate limit dropped, since its queue was full"),
  STALLED("datagrams that waited for the end of a stall"),
  REORDERED("datagrams held back so that later ones overtake"),
  DUPLICATED("datagrams that arrive twice"),
  CROWDED_OUT("datagrams dropped since the link held as many as it can"),
  DELIVERED("datagrams that left the link, copies included");

  private final String description;

  ImpairmentCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
