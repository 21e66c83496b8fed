package audiostream.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that Java's own client would not send. */
final class RawHttp {

  private RawHttp() {}

  /** A request as it stands on the wire: Java's client does not let a test lie about the host. */
  static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(300), StandardCharsets.UTF_8);
    }
  }

  static String statusOf(int port, String method, String path, String headers) throws IOException {
    String answer =
        raw(port, method + " " + path + " HTTP/1.1\n" + headers + "Connection: close\n\n");
    return answer.split(" ", 3)[1];
  }
}
