package audiostream.engine.pipeline;

/**
 * What a receive pipeline plays to.
 *
 * @param channels of the output
 * @param rateHz of a device; an output without a clock takes the stream's, whatever this says
 * @param maxBlockFrames the most that is asked for at once
 */
public record OutputShape(int channels, int rateHz, int maxBlockFrames) {}
