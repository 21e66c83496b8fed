package audiostream.engine.pipeline;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.dsp.Concealer;
import audiostream.engine.jitter.JitterBuffer;
import audiostream.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Reads the jitter buffer for a device: real frames where they came, concealed ones where they did
 * not. Where nothing is heard (a gap whose concealment has faded out, digital silence) it can also
 * put in or leave out frames, to change the latency at once. Pulling thread only; allocates nothing
 * except when a stream begins.
 */
final class FrameReader {

  private final JitterBuffer buffer;
  private final Concealer concealer;
  private final Counters<ReceiveCounter> counters;
  private final float[][] scratch;
  private @Nullable FrameTap tap;
  private @Nullable StreamFormat format;
  private long countsFrom;
  private boolean inGap;
  private int shiftWanted;
  private int shifted;

  /**
   * @param channels the most that a stream may have
   * @param maxFrames the most that is read at once
   */
  FrameReader(JitterBuffer buffer, int channels, int maxFrames, Counters<ReceiveCounter> counters) {
    this.buffer = buffer;
    this.counters = counters;
    this.concealer = new Concealer(channels, maxFrames);
    this.scratch = new float[channels][maxFrames];
  }

  void tap(FrameTap observer) {
    tap = observer;
  }

  /** A stream begins: what went before is not continued. */
  void begin(StreamFormat streamFormat) {
    format = streamFormat;
    concealer.configure(streamFormat.rateHz(), streamFormat.channels());
    inGap = false;
    shiftWanted = 0;
    shifted = 0;
  }

  /** The frame to be read next. */
  long position() {
    return buffer.readPosition();
  }

  /** Begins to read at a place; frames before the earliest that came are silence, not loss. */
  void start(long position) {
    countsFrom = buffer.readPosition();
    seek(position);
  }

  /** Goes on from another place; what was heard last is faded into it. */
  void jump(long position) {
    countsFrom = Math.max(countsFrom, buffer.readPosition());
    concealer.missing(scratch, 0, 0);
    seek(position);
  }

  private void seek(long position) {
    if (position >= buffer.readPosition()) {
      buffer.skipTo(position);
    } else {
      buffer.backTo(position);
    }
  }

  /**
   * Asks for a change of latency where nobody hears it.
   *
   * @param frames to put in; negative: to leave out
   */
  void shiftWanted(int frames) {
    shiftWanted = frames;
  }

  /** Frames put in (negative: left out) since the last call. */
  int takeShifted() {
    int now = shifted;
    shifted = 0;
    return now;
  }

  /**
   * Reads frames.
   *
   * @param target planar, at least the stream's channels
   */
  void read(float[][] target, int frames) {
    StreamFormat stream = format;
    if (stream == null) {
      return;
    }
    int done = 0;
    while (done < frames) {
      int run = buffer.nextRun(frames - done);
      done +=
          run > 0
              ? readPresent(target, done, run, stream)
              : readMissing(target, done, -run, stream);
    }
  }

  private int readPresent(float[][] target, int at, int run, StreamFormat stream) {
    if (shiftWanted != 0 && buffer.nextQuiet(run, stream.channels()) == run) {
      return shiftQuiet(target, at, run, stream);
    }
    inGap = false;
    buffer.takeRun(target, at, run, stream.channels());
    observe(target, at, run, stream);
    concealer.present(target, at, run);
    return run;
  }

  /** The next frames are silence: says it longer, or leaves it out. */
  private int shiftQuiet(float[][] target, int at, int run, StreamFormat stream) {
    if (shiftWanted > 0) {
      int more = Math.min(run, shiftWanted);
      silence(target, at, more, stream);
      concealer.present(target, at, more);
      shift(more);
      return more;
    }
    int fewer = Math.min(run, -shiftWanted);
    leaveOut(fewer, stream);
    return 0;
  }

  private int readMissing(float[][] target, int at, int run, StreamFormat stream) {
    boolean real = buffer.readPosition() >= countsFrom;
    if (shiftWanted > 0 && concealer.silent()) {
      int more = Math.min(run, shiftWanted);
      concealer.missing(target, at, more);
      shift(more);
      return more;
    }
    if (real) {
      counters.add(ReceiveCounter.MISSING_FRAMES, run);
      if (!inGap) {
        counters.increment(ReceiveCounter.GAPS);
      }
      inGap = true;
    }
    if (shiftWanted < 0 && buffer.readPosition() + run <= buffer.endPosition()) {
      leaveOut(Math.min(run, -shiftWanted), stream);
      return 0;
    }
    buffer.takeRun(target, at, run, stream.channels());
    observe(target, at, run, stream);
    concealer.missing(target, at, run);
    return run;
  }

  private void leaveOut(int frames, StreamFormat stream) {
    buffer.takeRun(scratch, 0, frames, stream.channels());
    observe(scratch, 0, frames, stream);
    shift(-frames);
  }

  private void shift(int frames) {
    shiftWanted -= frames;
    shifted += frames;
  }

  /** The tap sees frames as they came: silence where they did not. */
  private void observe(float[][] source, int at, int frames, StreamFormat stream) {
    FrameTap observer = tap;
    if (observer == null) {
      return;
    }
    if (at == 0) {
      observer.played(source, frames, stream);
      return;
    }
    for (int c = 0; c < stream.channels(); c++) {
      System.arraycopy(source[c], at, scratch[c], 0, frames);
    }
    observer.played(scratch, frames, stream);
  }

  /** Ends what is heard within a block, without a click. */
  void fadeOut(float[][] target, int frames) {
    StreamFormat stream = format;
    if (stream == null) {
      return;
    }
    concealer.missing(target, 0, frames);
    for (int c = 0; c < stream.channels(); c++) {
      for (int i = 0; i < frames; i++) {
        target[c][i] *= (float) (frames - i) / frames;
      }
    }
    concealer.reset();
  }

  private static void silence(float[][] target, int at, int frames, StreamFormat stream) {
    for (int c = 0; c < stream.channels(); c++) {
      java.util.Arrays.fill(target[c], at, at + frames, 0f);
    }
  }
}
