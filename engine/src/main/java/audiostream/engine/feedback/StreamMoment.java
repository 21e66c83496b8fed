package audiostream.engine.feedback;

import java.util.OptionalLong;

/**
 * Where a stream is at the moment of a report.
 *
 * @param nowNs on the scale of {@code Clock.nowNs()}
 * @param nowNtp the same moment on the wall clock, as {@code NtpTime} writes it
 * @param timestamp the same moment on the stream's own scale (RFC 3550 section 6.4.1)
 * @param packets sent so far
 * @param payloadBytes sent so far
 * @param capturedNs when a late frame was captured; empty: none was
 * @param capturedTimestamp that frame's RTP timestamp
 */
public record StreamMoment(
    long nowNs,
    long nowNtp,
    int timestamp,
    long packets,
    long payloadBytes,
    OptionalLong capturedNs,
    int capturedTimestamp) {}
