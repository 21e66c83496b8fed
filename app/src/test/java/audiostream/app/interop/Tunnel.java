package audiostream.app.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Carries TCP from one network namespace into another through a socket of the file system, which is
 * not part of any.
 */
public final class Tunnel implements AutoCloseable {

  private final ServerSocketChannel door;
  private final SocketAddress target;

  private Tunnel(ServerSocketChannel door, SocketAddress target) {
    this.door = door;
    this.target = target;
  }

  /** The end in this namespace: a port of loopback. */
  public static Tunnel into(Path socket) throws IOException {
    ServerSocketChannel door =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Tunnel tunnel = new Tunnel(door, UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(tunnel::serve);
    return tunnel;
  }

  public int port() throws IOException {
    return ((InetSocketAddress) door.getLocalAddress()).getPort();
  }

  /** The end in the other namespace, a program of its own: {@code SOCKET PORT}. */
  public static void main(String[] arguments) throws IOException {
    ServerSocketChannel door =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(arguments[0]));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    new Tunnel(door, new InetSocketAddress(loopback, Integer.parseInt(arguments[1]))).serve();
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel near = door.accept();
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void connect(SocketChannel near) {
    try (near;
        SocketChannel far = SocketChannel.open(target)) {
      Thread back = Thread.ofVirtual().start(() -> carry(far, near));
      carry(near, far);
      back.join();
    } catch (IOException gone) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void carry(SocketChannel from, SocketChannel to) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    try {
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
