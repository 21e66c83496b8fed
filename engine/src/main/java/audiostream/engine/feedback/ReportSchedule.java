package audiostream.engine.feedback;

/**
 * When the next report to one destination is due, while the interval from one to the next changes.
 * One thread.
 */
public final class ReportSchedule {

  private long dueNs;
  private long reckonedIntervalNs;

  /**
   * @param firstNs when the first report is due
   * @param intervalNs from there to the next
   */
  public ReportSchedule(long firstNs, long intervalNs) {
    this.dueNs = firstNs;
    this.reckonedIntervalNs = intervalNs;
  }

  /**
   * How long until the next report; less than 0: it is late. Where the interval has become shorter,
   * what is left of it becomes shorter by as much (RFC 3550, section 6.3.4): of many destinations
   * each keeps its place among the others. A longer one counts from the next report on.
   */
  public long leftNs(long nowNs, long intervalNs) {
    long leftNs = dueNs - nowNs;
    if (intervalNs < reckonedIntervalNs) {
      if (leftNs > 0) {
        leftNs = (long) ((double) leftNs * intervalNs / reckonedIntervalNs);
        dueNs = nowNs + leftNs;
      }
      reckonedIntervalNs = intervalNs;
    }
    return leftNs;
  }

  /**
   * A report was sent. The next is due an interval after this one was, so that the pace holds; but
   * not before half of one has passed, should this one have been late.
   */
  public void reported(long nowNs, long intervalNs) {
    dueNs += intervalNs;
    if (dueNs - nowNs < intervalNs / 2) {
      dueNs = nowNs + intervalNs / 2;
    }
    reckonedIntervalNs = intervalNs;
  }
}
