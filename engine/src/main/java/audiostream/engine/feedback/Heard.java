package audiostream.engine.feedback;

/**
 * Something from the other side.
 *
 * @param what it was
 * @param arrivedNs on the scale of {@code Clock.nowNs()}
 */
public record Heard<T>(T what, long arrivedNs) {}
