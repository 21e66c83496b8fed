package audiostream.engine.pipeline;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.dsp.DriftController;
import audiostream.engine.dsp.Resampler;
import audiostream.engine.jitter.LatencyGlide;
import audiostream.engine.stats.Counters;

/**
 * Plays a stream on a device with a clock of its own, so that each frame sounds at its place in
 * time: steers the resampler by how far the sound is from there. Pulling thread only; allocates
 * nothing except when a stream begins.
 */
final class ClockedPlayout {

  /** An error that the device or the network has made: mended by a jump. */
  private static final double JUMP_NS = 20e6;

  /** An error that is mended at the pace of a change of latency, not of drift. */
  private static final double GLIDE_NS = 1e6;

  /**
   * Where the device has broken the sound off, and part of a block is all the time that packets
   * have, a smaller one counts, too.
   */
  private static final double BROKEN_SHARE_OF_A_BLOCK = 1 / 8d;

  /** After so long the fastest arrivals are known well enough to stay with. */
  private static final long SETTLING_NS = 1_000_000_000L;

  /** A change of latency that is worth making in silence. */
  private static final double SHIFT_NS = 1e6;

  private static final double MOST_PPM = 9_000;

  /** What the resampler's filter sees of the past, at the lower rate. */
  private static final int HISTORY_FRAMES = 80;

  private final FrameReader reader;
  private final Counters<ReceiveCounter> counters;
  private final Resampler resampler;
  private final DriftController drift = new DriftController();
  private final LatencyGlide glide = new LatencyGlide();
  private final float[][] streamBlock;
  private final double deviceNsPerFrame;
  private final int deviceRateHz;
  private double nsPerFrame;
  private long playedNs;
  private double soundedPosition;
  private boolean settled;

  /** By how much accidents have made the latency longer than it is to be, not yet glided away. */
  private double displacedNs;

  ClockedPlayout(
      FrameReader reader,
      OutputShape output,
      int channels,
      int maxRateHz,
      Counters<ReceiveCounter> counters) {
    this.reader = reader;
    this.counters = counters;
    this.deviceRateHz = output.rateHz();
    this.deviceNsPerFrame = 1e9 / deviceRateHz;
    this.nsPerFrame = deviceNsPerFrame;
    this.resampler = new Resampler(channels, output.maxBlockFrames());
    this.streamBlock = new float[channels][mostFrames(output, maxRateHz)];
  }

  /** The most stream frames that are read at once: a block of the device, or the filter's past. */
  static int mostFrames(OutputShape output, int maxRateHz) {
    double ratio = Math.max(1, (double) maxRateHz / output.rateHz());
    int block = (int) Math.ceil(output.maxBlockFrames() * ratio * 1.02) + 8;
    int history = (int) Math.ceil(HISTORY_FRAMES * ratio) + 8;
    return Math.max(block, history);
  }

  /** A stream begins. */
  void begin(StreamFormat format) {
    nsPerFrame = 1e9 / format.rateHz();
    resampler.configure(format.rateHz(), deviceRateHz, format.channels());
    reader.begin(format);
    drift.reset();
  }

  /** How long before it sounds a frame must be there: the device's own latency and ours. */
  long leadNs(PlayoutRequest request) {
    double ownNs = request.frames() * deviceNsPerFrame + resampler.behindFrames() * nsPerFrame;
    return request.soundsAtNs() - request.nowNs() + Math.round(ownNs);
  }

  /** How many frames of the stream a block of the device takes. */
  double streamFrames(int deviceFrames) {
    return deviceFrames * deviceNsPerFrame / nsPerFrame;
  }

  /** Begins to play with the frame that is due. */
  void start(double due, long latencyNs) {
    glide.begin(latencyNs);
    resampler.reset();
    playedNs = 0;
    settled = false;
    displacedNs = 0;
    int history = resampler.historyFrames();
    reader.start(Math.round(due + resampler.behindFrames()) - history);
    reader.read(streamBlock, history);
    resampler.prime(streamBlock, history);
  }

  /** What the clocks tell of the drift, before each block. */
  void expectDrift(double ppm) {
    drift.expect(ppm);
  }

  /** Whether others play at the same moment. */
  void inStep(boolean is) {
    drift.inStep(is);
  }

  /** The latency that is held just now, on its way to the target. */
  double latencyNs() {
    return glide.latencyNs();
  }

  /** The stream position, in frames, that sounds first in the block played last. */
  double soundedPosition() {
    return soundedPosition;
  }

  /** The stream position, in frames, of what comes next. */
  private double nextPosition() {
    return reader.position() - resampler.behindFrames();
  }

  /** How much faster than the receiver's the sender's sound card is, in ppm. */
  double driftPpm() {
    return drift.driftPpm();
  }

  /** The latency is measured from elsewhere from now on. */
  void measureFrom(long latencyNs) {
    glide.begin(latencyNs);
    displacedNs = 0;
  }

  /** The floor was moved: what is held is measured from another place. */
  void floorShifted(long byNs) {
    glide.shift((double) -byNs);
  }

  /**
   * Fills a request.
   *
   * @param due the stream position that should sound first
   * @param targetNs the latency to go to
   * @param groupPpm by how much faster the whole group plays just now
   * @param output planar, gets the stream's channels at the device's rate
   */
  void play(PlayoutRequest request, double due, long targetNs, double groupPpm, float[][] output) {
    int frames = request.frames();
    double blockNs = frames * deviceNsPerFrame;
    double errorNs = mend((due - nextPosition()) * nsPerFrame, due, request.underrun(), blockNs);
    soundedPosition = nextPosition();
    reader.shiftWanted(shiftFrames(targetNs));
    double ratePpm =
        Math.clamp(drift.next(errorNs, blockNs) + glide.ratePpm() + groupPpm, -MOST_PPM, MOST_PPM);
    int needed = resampler.inputFrames(frames, ratePpm);
    reader.read(streamBlock, needed);
    resampler.process(streamBlock, needed, output, frames);
    glide.shift(reader.takeShifted() * nsPerFrame);
    advance(targetNs, Math.round(blockNs));
    playedNs += Math.round(blockNs);
  }

  /**
   * Large errors are mended at once; the rest is returned for the controller.
   *
   * @param broken whether the device has just broken the sound off: what is mended then makes no
   *     second break
   */
  private double mend(double errorNs, double due, boolean broken, double blockNs) {
    double bearableNs = broken ? Math.min(GLIDE_NS, blockNs * BROKEN_SHARE_OF_A_BLOCK) : GLIDE_NS;
    boolean settling = !settled && playedNs >= SETTLING_NS;
    settled |= settling;
    double wholeNs = errorNs + displacedNs;
    boolean far = Math.abs(wholeNs) > JUMP_NS;
    if (far || ((settling || broken) && Math.abs(errorNs) > bearableNs)) {
      if (far && !settling) {
        counters.increment(ReceiveCounter.RESYNCS);
      }
      reader.jump(Math.round(due + displacedNs / nsPerFrame + resampler.behindFrames()));
      glide.shift(-displacedNs);
      displacedNs = 0;
      return 0;
    }
    if (Math.abs(errorNs) > GLIDE_NS) {
      displace(errorNs);
      return 0;
    }
    return errorNs;
  }

  /** The latency is no more what it should be, by an accident; it glides back. */
  private void displace(double byNs) {
    glide.shift(byNs);
    // What is learnt of the network in the first second is no accident.
    displacedNs += settled ? byNs : 0;
  }

  private void advance(long targetNs, long blockNs) {
    double beforeNs = glide.latencyNs();
    glide.advance(targetNs, blockNs);
    double movedNs = glide.latencyNs() - beforeNs;
    if (movedNs * displacedNs < 0) {
      double restNs = Math.max(0, Math.abs(displacedNs) - Math.abs(movedNs));
      displacedNs = Math.copySign(restNs, displacedNs);
    }
  }

  private int shiftFrames(long targetNs) {
    double wantedNs = targetNs - glide.latencyNs();
    return Math.abs(wantedNs) < SHIFT_NS ? 0 : (int) (wantedNs / nsPerFrame);
  }

  /** Ends the sound within a block. */
  void fadeOut(float[][] output, int frames) {
    reader.fadeOut(output, frames);
    resampler.reset();
  }
}
