package audiostream.engine.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * One count for each constant of an enum. Each constant is written by one thread at a time; any
 * thread reads. Counting neither locks nor allocates.
 *
 * @param <E> the counters
 */
@SuppressWarnings("EnumOrdinal") // an array index within one run is what ordinals are for
public final class Counters<E extends Enum<E> & Described> {

  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

  private final Class<E> type;
  private final long[] counts;

  public Counters(Class<E> type) {
    this.type = type;
    this.counts = new long[type.getEnumConstants().length];
  }

  public void increment(E counter) {
    add(counter, 1);
  }

  public void add(E counter, long amount) {
    int i = counter.ordinal();
    COUNTS.setOpaque(counts, i, counts[i] + amount);
  }

  /** For what is known as a whole rather than counted up. */
  public void set(E counter, long value) {
    COUNTS.setOpaque(counts, counter.ordinal(), value);
  }

  public long value(E counter) {
    return (long) COUNTS.getOpaque(counts, counter.ordinal());
  }

  /** All values now, in the order of the enum. */
  public Map<E, Long> snapshot() {
    Map<E, Long> values = new EnumMap<>(type);
    for (E counter : type.getEnumConstants()) {
      values.put(counter, value(counter));
    }
    return values;
  }
}
