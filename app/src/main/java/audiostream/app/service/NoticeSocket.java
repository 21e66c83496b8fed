package audiostream.app.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends datagrams to a Unix socket of 64-bit Linux; see unix(7). Java has Unix sockets for streams
 * only, and the program {@code systemd-notify} would be a process of its own each second, from
 * which the manager would have to accept notices, too.
 */
@SuppressWarnings("restricted") // the launcher gives native access
final class NoticeSocket {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOSED_ON_EXEC = 2 | 0x8_0000;
  private static final int MSG_DONTWAIT_NO_SIGNAL = 0x40 | 0x4000;

  /** Of {@code sun_path}; the family stands before it. */
  private static final int MAX_PATH_BYTES = 108;

  private static final int PATH_OFFSET = 2;

  private final int socket;
  private final byte[] path;
  private final MethodHandle sendto;

  private NoticeSocket(int socket, byte[] path, MethodHandle sendto) {
    this.socket = socket;
    this.path = path;
    this.sendto = sendto;
  }

  /**
   * @param address a path, or {@code @NAME} of the abstract names
   * @return empty where it is no such address, or this system has none
   */
  static Optional<NoticeSocket> to(String address) {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    boolean known = address.startsWith("/") || address.startsWith("@");
    if (!known || path.length < 2 || path.length >= MAX_PATH_BYTES || !available()) {
      return Optional.empty();
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    return open(path);
  }

  private static boolean available() {
    return System.getProperty("os.name", "").equals("Linux")
        && ADDRESS.byteSize() == Long.BYTES
        && NoticeSocket.class.getModule().isNativeAccessEnabled();
  }

  private static Optional<NoticeSocket> open(byte[] path) {
    MethodHandle open =
        function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    MethodHandle sendto =
        function(
            "sendto",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    try {
      int socket = (int) open.invokeExact(AF_UNIX, SOCK_DGRAM_CLOSED_ON_EXEC, 0);
      return socket < 0 ? Optional.empty() : Optional.of(new NoticeSocket(socket, path, sendto));
    } catch (Throwable e) {
      throw new IllegalStateException("socket", e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  /** Sends one datagram, or, where nobody takes it at once, none. */
  void send(String notice) {
    byte[] bytes = notice.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address =
          arena.allocate(PATH_OFFSET + path.length, Short.BYTES); // struct sockaddr_un
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
      MemorySegment content = arena.allocateFrom(JAVA_BYTE, bytes);
      int length = (int) address.byteSize();
      long _ =
          (long)
              sendto.invokeExact(
                  socket, content, (long) bytes.length, MSG_DONTWAIT_NO_SIGNAL, address, length);
    } catch (Throwable e) {
      throw new IllegalStateException("sendto", e);
    }
  }
}
