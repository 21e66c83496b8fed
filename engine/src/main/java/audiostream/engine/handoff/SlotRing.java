package audiostream.engine.handoff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ring of preallocated slots between one producer thread and one consumer thread. The producer
 * fills the slot that {@link #claim} lends it and {@link #publish}es it; the consumer reads the
 * slot that {@link #peek} lends it and {@link #release}s it. Nothing is copied, allocated or locked
 * after construction; a full ring is reported to the producer, which drops and counts.
 *
 * @param <T> the slot
 */
public final class SlotRing<T> {

  private static final VarHandle PRODUCED;
  private static final VarHandle CONSUMED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PRODUCED = lookup.findVarHandle(SlotRing.class, "produced", long.class);
      CONSUMED = lookup.findVarHandle(SlotRing.class, "consumed", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final List<T> slots;
  private final int mask;

  @SuppressWarnings("UnusedVariable") // through PRODUCED
  private long produced;

  @SuppressWarnings("UnusedVariable") // through CONSUMED
  private long consumed;

  // Each end remembers how far the other had got, and looks again only when it must.
  private long consumedSeenByProducer;
  private long producedSeenByConsumer;
  private @Nullable Thread producer;
  private @Nullable Thread consumer;

  /**
   * @param minimumSlots rounded up to a power of two
   * @param factory makes each slot, once
   */
  public SlotRing(int minimumSlots, Supplier<T> factory) {
    int capacity = Integer.highestOneBit(Math.max(2, minimumSlots) * 2 - 1);
    slots = new ArrayList<>(capacity);
    for (int i = 0; i < capacity; i++) {
      slots.add(factory.get());
    }
    mask = capacity - 1;
  }

  public int capacity() {
    return mask + 1;
  }

  /**
   * Producer: the next free slot, the same one until it is published; null when the ring is full.
   */
  public @Nullable T claim() {
    assert ownedByProducer();
    long next = (long) PRODUCED.get(this);
    if (next - consumedSeenByProducer > mask) {
      consumedSeenByProducer = (long) CONSUMED.getAcquire(this);
      if (next - consumedSeenByProducer > mask) {
        return null;
      }
    }
    return slots.get((int) next & mask);
  }

  /** Producer: hands the claimed slot to the consumer. */
  public void publish() {
    assert ownedByProducer();
    PRODUCED.setRelease(this, (long) PRODUCED.get(this) + 1);
  }

  /** Consumer: the oldest published slot, the same one until it is released; null when empty. */
  public @Nullable T peek() {
    assert ownedByConsumer();
    long next = (long) CONSUMED.get(this);
    if (next == producedSeenByConsumer) {
      producedSeenByConsumer = (long) PRODUCED.getAcquire(this);
      if (next == producedSeenByConsumer) {
        return null;
      }
    }
    return slots.get((int) next & mask);
  }

  /** Consumer: gives the slot last peeked at back to the producer. */
  public void release() {
    assert ownedByConsumer();
    CONSUMED.setRelease(this, (long) CONSUMED.get(this) + 1);
  }

  /** How many slots wait for the consumer; a snapshot, any thread. */
  public int size() {
    return (int) ((long) PRODUCED.getAcquire(this) - (long) CONSUMED.getAcquire(this));
  }

  /**
   * Lets another thread become producer (a device was reopened). The caller has made sure that the
   * old producer has ended.
   */
  public void changeProducer() {
    producer = null;
  }

  /** Lets another thread become consumer. The caller has made sure that the old one has ended. */
  public void changeConsumer() {
    consumer = null;
  }

  private boolean ownedByProducer() {
    Thread current = Thread.currentThread();
    if (producer == null) {
      producer = current;
    }
    return producer == current;
  }

  private boolean ownedByConsumer() {
    Thread current = Thread.currentThread();
    if (consumer == null) {
      consumer = current;
    }
    return consumer == current;
  }
}
