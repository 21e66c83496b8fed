package audiostream.engine.session;

/**
 * What the rest of a sender must know of its input.
 *
 * @param rateHz frames a second
 * @param channels of the input
 * @param blockFrames frames in one block
 */
record InputShape(int rateHz, int channels, int blockFrames) {}
