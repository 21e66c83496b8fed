package audiostream.engine.feedback;

import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.ReportBlock;
import audiostream.engine.rtp.XrBlock;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a sender has heard from one receiver. One thread. */
final class Member {

  /** Players that are not ours report every few seconds (RFC 3550 section 6.2), or less. */
  private static final long OTHERS_SILENT_AFTER_NS = 30_000_000_000L;

  private static final long OURS_SILENT_AFTER_NS = 2_000_000_000L;
  private static final int SILENT_AFTER_REPORTS = 5;

  private final int ssrc;
  private @Nullable String cname;
  private long heardNs;
  private boolean left;
  private @Nullable ReportBlock block;
  private OptionalLong roundTripNs = OptionalLong.empty();
  private @Nullable AppMessage message;
  private long messageNs;
  private boolean referenced;
  private int lastReference;
  private long referenceNs;

  Member(int ssrc) {
    this.ssrc = ssrc;
  }

  void heard(long atNs) {
    heardNs = atNs;
    left = false;
  }

  void named(String name) {
    cname = name;
  }

  void leaves() {
    left = true;
  }

  void reports(ReportBlock now) {
    block = now;
  }

  void roundTrip(long ns) {
    roundTripNs = OptionalLong.of(ns);
  }

  void says(AppMessage now, long arrivedNs) {
    message = now;
    messageNs = arrivedNs;
  }

  void references(long ntpTime, long arrivedNs) {
    referenced = true;
    lastReference = NtpTime.middle(ntpTime);
    referenceNs = arrivedNs;
  }

  /** What it needs to know its round trip (RFC 3611 section 4.5). */
  Optional<XrBlock.Delay> delay(long nowNs) {
    return referenced
        ? Optional.of(new XrBlock.Delay(ssrc, lastReference, NtpTime.shortOf(nowNs - referenceNs)))
        : Optional.empty();
  }

  /** Its last message, and when that arrived. */
  Optional<Heard<AppMessage>> message() {
    return message == null ? Optional.empty() : Optional.of(new Heard<>(message, messageNs));
  }

  long silentForNs(long nowNs) {
    return nowNs - heardNs;
  }

  Presence presence(long nowNs, long reportIntervalNs) {
    if (left) {
      return Presence.LEFT;
    }
    long ours = Math.max(OURS_SILENT_AFTER_NS, SILENT_AFTER_REPORTS * reportIntervalNs);
    long patienceNs = message == null ? OTHERS_SILENT_AFTER_NS : ours;
    return silentForNs(nowNs) > patienceNs ? Presence.SILENT : Presence.ANSWERING;
  }

  /** For a snapshot. */
  ReceiverFeedback feedback(Presence presence, long nowNs, int rateHz) {
    ReportBlock last = block;
    return new ReceiverFeedback(
        ssrc,
        Optional.ofNullable(cname),
        presence,
        silentForNs(nowNs),
        last == null ? 0 : last.fractionLost() / 256.0,
        last == null ? 0 : last.cumulativeLost(),
        last == null ? 0 : Integer.toUnsignedLong(last.jitterFrames()) * 1_000_000_000L / rateHz,
        roundTripNs,
        Optional.ofNullable(message).map(Member::playout));
  }

  private static Playout playout(AppMessage message) {
    OptionalLong state = message.number(AppField.STATE);
    return new Playout(
        state.isPresent() ? ReceiverState.of(state.getAsLong()) : Optional.empty(),
        message.number(AppField.LATENCY_NS),
        message.number(AppField.TARGET_LATENCY_NS),
        message.number(AppField.CONCEALED_FRAMES),
        message.number(AppField.UNDERRUNS),
        message.number(AppField.LATE_PACKETS),
        message.number(AppField.OUTPUT_LATENCY_NS),
        message.number(AppField.SYNC_ERROR_NS),
        message.number(AppField.CLOCK_OFFSET_NS),
        message.number(AppField.CLOCK_UNCERTAINTY_NS),
        message.number(AppField.NEEDED_LATENCY_NS),
        message.number(AppField.SHOWN_LATENCY_NS),
        message.number(AppField.WORST_SYNC_ERROR_NS));
  }
}
