package audiostream.engine.feedback;

/** The fraction of packets lost from one report to the next (RFC 3550 appendix A.3). One thread. */
final class LossInterval {

  private int ssrc;
  private long expectedBefore;
  private long receivedBefore;

  /**
   * @return lost since the last call, 0 to 255 in 1/256; 0 where more came than were expected
   */
  int next(ReceptionCounts now) {
    if (now.ssrc() != ssrc || now.received() < receivedBefore) {
      ssrc = now.ssrc();
      expectedBefore = 0;
      receivedBefore = 0;
    }
    long expected = now.expected() - expectedBefore;
    long lost = expected - (now.received() - receivedBefore);
    expectedBefore = now.expected();
    receivedBefore = now.received();
    return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, (lost << 8) / expected);
  }
}
