package audiostream.engine.feedback;

import audiostream.engine.stats.Described;

/** What is counted about RTCP, at senders and at receivers. Written by the threads of RTCP. */
public enum FeedbackCounter implements Described {
  RTCP_PACKETS("RTCP packets understood"),
  RTCP_MALFORMED("RTCP packets dropped because they are not what they should be"),
  RTCP_FOREIGN("RTCP packets about another stream, or from another sender while one is heard"),
  RTCP_IMPLAUSIBLE("reports that name a time that was not sent, or a delay that cannot be"),
  REPORTS_SENT("RTCP reports handed to the network"),
  REPORTS_UNSENT("RTCP reports that the network did not take"),
  REPORTS_HELD_BACK("sender reports not answered because they came too fast"),
  GROUP_SLOW("times that a receiver could not keep up with its group");

  private final String description;

  FeedbackCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
