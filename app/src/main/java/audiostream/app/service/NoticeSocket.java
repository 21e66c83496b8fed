package audiostream.app.service;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import audiostream.engine.libc.LibcFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends datagrams to a Unix socket of 64-bit Linux; see unix(7). Java has Unix sockets for streams
 * only, and the program {@code systemd-notify} would be a process of its own each second, from
 * which the manager would have to accept notices, too.
 */
final class NoticeSocket {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOSED_ON_EXEC = 2 | 0x8_0000;
  private static final int MSG_DONTWAIT_NO_SIGNAL = 0x40 | 0x4000;

  /** Of {@code sun_path}; the family stands before it. */
  private static final int MAX_PATH_BYTES = 108;

  private static final int PATH_OFFSET = 2;

  private final int socket;
  private final byte[] path;
  private final LibcFunction sendto = LibcFunction.of("sendto");

  private NoticeSocket(int socket, byte[] path) {
    this.socket = socket;
    this.path = path;
  }

  /**
   * @param address a path, or {@code @NAME} of the abstract names
   * @return empty where it is no such address, or this system has none
   */
  static Optional<NoticeSocket> to(String address) {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    boolean known = address.startsWith("/") || address.startsWith("@");
    if (!known
        || path.length < 2
        || path.length >= MAX_PATH_BYTES
        || !LibcFunction.availableOnLinux()) {
      return Optional.empty();
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    return open(path);
  }

  private static Optional<NoticeSocket> open(byte[] path) {
    int socket = (int) LibcFunction.of("socket").call(AF_UNIX, SOCK_DGRAM_CLOSED_ON_EXEC, 0);
    return socket < 0 ? Optional.empty() : Optional.of(new NoticeSocket(socket, path));
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
      sendto.call(
          socket,
          content.address(),
          bytes.length,
          MSG_DONTWAIT_NO_SIGNAL,
          address.address(),
          address.byteSize());
    }
  }
}
