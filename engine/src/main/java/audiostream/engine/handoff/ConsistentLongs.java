package audiostream.engine.handoff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that belong together: written by one thread that never waits, read as a whole by any. A
 * sequence lock (Boehm, "Can seqlocks get along with programming language memory models?", MSPC
 * 2012): a reader that meets a change reads again. Writing and reading allocate nothing.
 *
 * <p>The writer: {@link #begin}, some {@link #set}, {@link #end}.
 */
public final class ConsistentLongs {

  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(ConsistentLongs.class, "version", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] values;

  /** Odd while values are being changed. */
  @SuppressWarnings("UnusedVariable") // through its handle
  private long version;

  /** So many zeros. */
  public ConsistentLongs(int count) {
    values = new long[count];
  }

  /** From here to {@link #end} readers wait. */
  public void begin() {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
  }

  public void set(int index, long value) {
    VALUES.setOpaque(values, index, value);
  }

  /** The change is complete. */
  public void end() {
    VERSION.setRelease(this, version + 1);
  }

  /** All values, of one change: as many as there are. Any thread that may wait a little. */
  public long[] read() {
    long[] copy = new long[values.length];
    while (!readInto(copy)) {
      Thread.onSpinWait();
    }
    return copy;
  }

  private boolean readInto(long[] copy) {
    long before = (long) VERSION.getAcquire(this);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (long) VALUES.getOpaque(values, i);
    }
    VarHandle.acquireFence();
    return (before & 1) == 0 && (long) VERSION.getOpaque(this) == before;
  }
}
