package audiostream.engine.feedback;

import audiostream.engine.handoff.ConsistentLongs;

/** Sums of the differences of transit times since the last report (RFC 3611 section 4.6). */
final class Differences {

  private long count;
  private long sum;
  private double squares;
  private long least;
  private long largest;

  void restart() {
    count = 0;
    sum = 0;
    squares = 0;
    least = Long.MAX_VALUE;
    largest = 0;
  }

  /**
   * @param difference in timestamp units, 0 and up
   */
  void add(int difference) {
    count++;
    sum += difference;
    squares += (double) difference * difference;
    least = Math.min(least, difference);
    largest = Math.max(largest, difference);
  }

  void publish(ConsistentLongs to) {
    to.set(ReceptionCounts.DIFFERENCES, count);
    to.set(ReceptionCounts.SUM, sum);
    to.set(ReceptionCounts.SQUARES, Double.doubleToRawLongBits(squares));
    to.set(ReceptionCounts.LEAST, least);
    to.set(ReceptionCounts.LARGEST, largest);
  }
}
