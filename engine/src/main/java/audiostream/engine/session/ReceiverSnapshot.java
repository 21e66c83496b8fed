package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.pipeline.IntakeCounter;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.Stream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a receiver was doing at a moment.
 *
 * @param output where it plays
 * @param outputLost whether the output device is away
 * @param state what it is doing
 * @param latencyMs from the fastest recent arrival to playout; 0 unless playing
 * @param targetMs the latency that is held
 * @param outputLatencyMs from handing a frame to the device to its sound; 0: no device
 * @param bufferMs what is there to be played
 * @param senderPpm by how much the sender's clock is faster than this machine's
 * @param driftPpm by how much the sender's sound card is faster than the output device
 * @param stream the stream that was last taken up
 * @param intake counted as datagrams came in
 * @param counters counted as they were played
 * @param rtcp counted about RTCP
 * @param roundTripNs to the sender and back, as its reports tell; empty until known
 * @param group how far it is in step with the others; empty: the sender does not want it
 * @param peaks of each output channel since the last snapshot, linear
 */
public record ReceiverSnapshot(
    String output,
    boolean outputLost,
    PlayoutState state,
    double latencyMs,
    double targetMs,
    double outputLatencyMs,
    double bufferMs,
    double senderPpm,
    double driftPpm,
    Optional<Stream> stream,
    Map<IntakeCounter, Long> intake,
    Map<ReceiveCounter, Long> counters,
    Map<FeedbackCounter, Long> rtcp,
    OptionalLong roundTripNs,
    Optional<GroupSnapshot> group,
    List<Float> peaks) {}
