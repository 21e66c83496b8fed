package audiostream.engine.rtp;

import java.util.Arrays;
import java.util.Optional;

/**
 * The fields of {@link AppMessage}. A field's number, kind and meaning never change; what is new
 * gets a new number. Times are nanoseconds on the monotonic clock of whoever wrote them: only
 * differences of times of one clock mean anything.
 */
public enum AppField {
  /** When this message was handed to the network. */
  SENT_NS(1),
  /** {@link #SENT_NS} of the last message heard from the one that this goes to. */
  ECHO_NS(2),
  /** When that message arrived, on the clock of the one who says so. */
  ECHO_ARRIVED_NS(3),

  /** Receiver: from the fastest recent arrival of a frame to when it sounds; 0 unless playing. */
  LATENCY_NS(16),
  /** Receiver: the latency that it holds. */
  TARGET_LATENCY_NS(17),
  /** Receiver: frames that it had to make up, since it began to listen. */
  CONCEALED_FRAMES(18),
  /** Receiver: times that nothing was left to play. */
  UNDERRUNS(19),
  /** Receiver: packets that came too late to sound as a whole. */
  LATE_PACKETS(20),
  /** Receiver: 0 idle, 1 filling, 2 playing, 3 starved. */
  STATE(21),
  /** Receiver: from handing a frame to the output device to its sound. */
  OUTPUT_LATENCY_NS(22),
  /** Receiver: how far playout is from where the group should be; positive: it is late. */
  SYNC_ERROR_NS(23),
  /** Receiver: the sender's clock minus its own. */
  CLOCK_OFFSET_NS(24),
  /** Receiver: how much the offset may be wrong, as a standard deviation. */
  CLOCK_UNCERTAINTY_NS(25),
  /** Receiver: the least latency from capture to sound that it could hold. */
  NEEDED_LATENCY_NS(26),
  /** Receiver: the latency from capture to sound that its network has needed up to now. */
  SHOWN_LATENCY_NS(27),
  /** Receiver: the largest {@link #SYNC_ERROR_NS} of the last minute, without its sign. */
  WORST_SYNC_ERROR_NS(28),

  /** Sender: from capture to sound for all receivers of the group. */
  GROUP_LATENCY_NS(48),
  /** Sender: what this destination is to be later than the group; negative: earlier. */
  DELAY_TRIM_NS(49),
  /** Sender: when a frame was captured. */
  CAPTURED_NS(50),
  /** Sender: that frame's RTP timestamp, 0 to 2^32 - 1. */
  CAPTURED_TIMESTAMP(51),
  /** Sender: the group's latency up to {@link #GROUP_STARTS_NS}; from then on it changes. */
  GROUP_FROM_NS(52),
  /** Sender: when the group's latency begins to change, by half a per cent of time. */
  GROUP_STARTS_NS(53),
  /**
   * Sender: its system clock, since 1970, minus the clock of its other times; only where it is told
   * that the receivers' system clocks say the same.
   */
  SYSTEM_CLOCK_NS(54),

  /** Sender: its name, for people. */
  SENDER_NAME(64),
  /** Sender: what it calls the destination that this goes to, for people. */
  DESTINATION_NAME(65);

  private static final int FIRST_TEXT = 64;

  private final int number;

  AppField(int number) {
    this.number = number;
  }

  /** On the wire, 1 to 65 535. */
  public int number() {
    return number;
  }

  /** Whether its value is UTF-8; otherwise it is a signed 64-bit number. */
  public boolean isText() {
    return number >= FIRST_TEXT;
  }

  /** The field of a number on the wire; empty: of a later time. */
  static Optional<AppField> of(int number) {
    return Arrays.stream(values()).filter(field -> field.number == number).findFirst();
  }
}
