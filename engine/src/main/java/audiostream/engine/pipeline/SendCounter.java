package audiostream.engine.pipeline;

import audiostream.engine.stats.Described;

/** What is counted for each destination. Written by the send agent. */
public enum SendCounter implements Described {
  PACKETS_SENT("packets handed to the network"),
  PAYLOAD_BYTES_SENT("bytes of sound handed to the network, headers left out"),
  WOULD_BLOCK("packets dropped because the network could take no more just then"),
  REFUSED("times that the destination, or the network for it, said that nobody is there"),
  HELD_BACK("packets not sent because the destination refused less than 0.2 seconds before"),
  FAILED("packets dropped because the network failed in another way");

  private final String description;

  SendCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
