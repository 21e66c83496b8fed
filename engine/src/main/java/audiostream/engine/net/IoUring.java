package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.libc.LibcFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submission queue of Linux for sends, io_uring(7), without a library between: many packets of
 * many sockets enter the kernel by one system call, and each has a result of its own. The program
 * writes entries into memory that it shares with the kernel, moves a tail, and calls
 * io_uring_enter(2); sends that never wait are complete when that returns.
 *
 * <pre>
 *   slot i = entry i = datagram i          fixed for ever, filled in once but for socket and length
 *   submission ring:  positions -> slots   tail is ours, head the kernel's
 *   completion ring:  slot and result      tail is the kernel's, head ours
 * </pre>
 *
 * <p>Sockets are registered in a table of the kernel's, which holds on to them itself: a descriptor
 * that was closed and given out again can never be written to by mistake. One thread sends; {@link
 * #register} may be called by another.
 */
final class IoUring implements SendRing {

  // The numbers of system calls that were added since 2019 are the same on all architectures.
  private static final long SYS_IO_URING_SETUP = 425;
  private static final long SYS_IO_URING_ENTER = 426;
  private static final long SYS_IO_URING_REGISTER = 427;

  // linux/io_uring.h
  private static final int SETUP_SUBMIT_ALL = 1 << 7;
  private static final int FEATURE_SINGLE_MMAP = 1;
  private static final long OFFSET_ENTRIES = 0x1000_0000L;
  private static final int REGISTER_FILES = 2;
  private static final int REGISTER_FILES_UPDATE = 6;
  private static final byte OPERATION_SEND = 26;
  private static final byte ENTRY_FIXED_FILE = 1;
  private static final int MSG_DONTWAIT = 0x40;

  // struct io_uring_params
  private static final int PARAMS_BYTES = 120;
  private static final int PARAMS_FLAGS = 8;
  private static final int PARAMS_FEATURES = 20;
  private static final int PARAMS_SUBMISSION = 40;
  private static final int PARAMS_COMPLETION = 80;

  // Within either of them: struct io_sqring_offsets, struct io_cqring_offsets
  private static final int OFFSETS_HEAD = 0;
  private static final int OFFSETS_TAIL = 4;
  private static final int OFFSETS_MASK = 8;
  private static final int OFFSETS_COMPLETIONS = 20;
  private static final int OFFSETS_ARRAY = 24;

  // struct io_uring_sqe
  private static final int ENTRY_BYTES = 64;
  private static final int ENTRY_FLAGS = 1;
  private static final int ENTRY_SOCKET = 4;
  private static final int ENTRY_ADDRESS = 16;
  private static final int ENTRY_LENGTH = 24;
  private static final int ENTRY_MESSAGE_FLAGS = 28;
  private static final int ENTRY_TAG = 32;

  // struct io_uring_cqe
  private static final int COMPLETION_BYTES = 16;
  private static final int COMPLETION_RESULT = 8;

  private static final int NONE = -1;

  private static final VarHandle INT = JAVA_INT.varHandle();

  private final int descriptor;
  private final MemorySegment ring;
  private final MemorySegment entries;
  private final int slotBytes;
  private final ByteBuffer datagrams;

  // Where things lie in the ring.
  private final long submissionHead;
  private final long submissionTail;
  private final long array;
  private final int submissionMask;
  private final long completionHead;
  private final long completionTail;
  private final long completions;
  private final int completionMask;

  private int tail;
  private int head;
  private int tag;
  private int result;

  private IoUring(int descriptor, MemorySegment params, Mapped mapped, int slots, int slotBytes) {
    this.descriptor = descriptor;
    this.ring = mapped.ring();
    this.entries = mapped.entries();
    this.slotBytes = slotBytes;
    this.datagrams = ByteBuffer.allocateDirect(slots * slotBytes);
    submissionHead = params.get(JAVA_INT, PARAMS_SUBMISSION + OFFSETS_HEAD);
    submissionTail = params.get(JAVA_INT, PARAMS_SUBMISSION + OFFSETS_TAIL);
    array = params.get(JAVA_INT, PARAMS_SUBMISSION + OFFSETS_ARRAY);
    submissionMask = ring.get(JAVA_INT, params.get(JAVA_INT, PARAMS_SUBMISSION + OFFSETS_MASK));
    completionHead = params.get(JAVA_INT, PARAMS_COMPLETION + OFFSETS_HEAD);
    completionTail = params.get(JAVA_INT, PARAMS_COMPLETION + OFFSETS_TAIL);
    completions = params.get(JAVA_INT, PARAMS_COMPLETION + OFFSETS_COMPLETIONS);
    completionMask = ring.get(JAVA_INT, params.get(JAVA_INT, PARAMS_COMPLETION + OFFSETS_MASK));
    fillIn(slots);
  }

  private record Mapped(MemorySegment ring, MemorySegment entries) {}

  /**
   * @param slots a power of two, at most 4096
   * @param slotBytes of the largest datagram
   * @param sockets as many may be registered at a time
   * @return empty where this system has no such queue, or does not let this program use it
   */
  static Optional<IoUring> open(int slots, int slotBytes, int sockets) {
    if (!LibcFunction.availableOnLinux()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(PARAMS_BYTES, Long.BYTES);
      params.set(JAVA_INT, PARAMS_FLAGS, SETUP_SUBMIT_ALL);
      int descriptor = (int) LinuxCalls.system(SYS_IO_URING_SETUP, slots, params.address(), 0, 0);
      if (descriptor < 0) {
        return Optional.empty();
      }
      Mapped mapped = map(descriptor, params, slots);
      if (mapped == null || !makeTable(descriptor, sockets, arena)) {
        LinuxCalls.close(descriptor);
        return Optional.empty();
      }
      return Optional.of(new IoUring(descriptor, params, mapped, slots, slotBytes));
    }
  }

  private static @Nullable Mapped map(int descriptor, MemorySegment params, int slots) {
    if ((params.get(JAVA_INT, PARAMS_FEATURES) & FEATURE_SINGLE_MMAP) == 0) {
      return null;
    }
    long submissionBytes =
        params.get(JAVA_INT, PARAMS_SUBMISSION + OFFSETS_ARRAY) + (long) slots * Integer.BYTES;
    long completionBytes =
        params.get(JAVA_INT, PARAMS_COMPLETION + OFFSETS_COMPLETIONS)
            + (long) params.get(JAVA_INT, Integer.BYTES) * COMPLETION_BYTES;
    MemorySegment ring = LinuxCalls.map(Math.max(submissionBytes, completionBytes), descriptor, 0);
    MemorySegment entries = LinuxCalls.map((long) slots * ENTRY_BYTES, descriptor, OFFSET_ENTRIES);
    return ring.address() == LinuxCalls.FAILED || entries.address() == LinuxCalls.FAILED
        ? null
        : new Mapped(ring, entries);
  }

  private static boolean makeTable(int descriptor, int sockets, Arena arena) {
    MemorySegment empty = arena.allocate(JAVA_INT, sockets).fill((byte) NONE);
    long answer =
        LinuxCalls.system(
            SYS_IO_URING_REGISTER, descriptor, REGISTER_FILES, empty.address(), sockets);
    return answer == 0;
  }

  /** What never changes of an entry is written once. */
  private void fillIn(int slots) {
    long first = MemorySegment.ofBuffer(datagrams).address();
    for (int slot = 0; slot < slots; slot++) {
      long entry = (long) slot * ENTRY_BYTES;
      entries.asSlice(entry, ENTRY_BYTES).fill((byte) 0);
      entries.set(JAVA_BYTE, entry, OPERATION_SEND);
      entries.set(JAVA_BYTE, entry + ENTRY_FLAGS, ENTRY_FIXED_FILE);
      entries.set(JAVA_LONG, entry + ENTRY_ADDRESS, first + (long) slot * slotBytes);
      entries.set(JAVA_INT, entry + ENTRY_MESSAGE_FLAGS, MSG_DONTWAIT);
      entries.set(JAVA_LONG, entry + ENTRY_TAG, slot);
    }
  }

  @Override
  public void register(int place, int socket) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sockets = arena.allocateFrom(JAVA_INT, socket);
      MemorySegment update = arena.allocate(2L * Long.BYTES, Long.BYTES); // io_uring_files_update
      update.set(JAVA_INT, 0, place);
      update.set(JAVA_LONG, Long.BYTES, sockets.address());
      long answer =
          LinuxCalls.system(
              SYS_IO_URING_REGISTER, descriptor, REGISTER_FILES_UPDATE, update.address(), 1);
      if (answer < 0) {
        throw new IOException("a socket cannot be registered for sending: " + answer);
      }
    }
  }

  @Override
  public void send(int slot, int place, ByteBuffer datagram) {
    int bytes = datagram.remaining();
    datagrams.put(slot * slotBytes, datagram, datagram.position(), bytes);
    long entry = (long) slot * ENTRY_BYTES;
    entries.set(JAVA_INT, entry + ENTRY_SOCKET, place);
    entries.set(JAVA_INT, entry + ENTRY_LENGTH, bytes);
    ring.set(JAVA_INT, array + (long) (tail & submissionMask) * Integer.BYTES, slot);
    tail++;
  }

  @Override
  public int submit() {
    INT.setRelease(ring, submissionTail, tail);
    int waiting = queued();
    while (waiting > 0) {
      // A short count, as after a signal, is no failure as long as it goes on.
      if (LinuxCalls.system(SYS_IO_URING_ENTER, descriptor, waiting, 0, 0) <= 0) {
        return queued();
      }
      waiting = queued();
    }
    return 0;
  }

  private int queued() {
    return tail - (int) INT.getAcquire(ring, submissionHead);
  }

  @Override
  public int withdraw() {
    tail--;
    INT.setRelease(ring, submissionTail, tail);
    return ring.get(JAVA_INT, array + (long) (tail & submissionMask) * Integer.BYTES);
  }

  @Override
  public boolean next() {
    if (head == (int) INT.getAcquire(ring, completionTail)) {
      return false;
    }
    long completion = completions + (long) (head & completionMask) * COMPLETION_BYTES;
    tag = (int) ring.get(JAVA_LONG, completion);
    result = ring.get(JAVA_INT, completion + COMPLETION_RESULT);
    head++;
    INT.setRelease(ring, completionHead, head);
    return true;
  }

  @Override
  public int slot() {
    return tag;
  }

  @Override
  public int result() {
    return result;
  }

  @Override
  public void close() {
    LinuxCalls.unmap(entries);
    LinuxCalls.unmap(ring);
    LinuxCalls.close(descriptor);
  }
}
