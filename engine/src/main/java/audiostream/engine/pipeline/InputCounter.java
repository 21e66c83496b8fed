package audiostream.engine.pipeline;

import audiostream.engine.stats.Described;

/** What is counted at a sender's input. */
public enum InputCounter implements Described {
  /** Written by the send agent. */
  FRAMES("frames that came from the input"),
  /** Written by the send agent. */
  GAPS("places where the input lost frames"),
  /** Written by the capture device's thread. */
  OVERRUNS("blocks dropped because the send agent did not keep up"),
  /** Written by the control agent. */
  REOPENED("times that the input device was opened again after it failed or stalled");

  private final String description;

  InputCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
