package audiostream.engine.pipeline;

import audiostream.engine.stats.Described;

/** What a receiver counts as datagrams come in. Written by the net agent. */
public enum IntakeCounter implements Described {
  DATAGRAMS("datagrams that arrived at the port"),
  MALFORMED("datagrams dropped because they are not what they should be"),
  NOT_ALLOWED("datagrams dropped because their source is not on the list of allowed addresses"),
  OVERRUNS("datagrams dropped because the playout did not fetch them in time");

  private final String description;

  IntakeCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
