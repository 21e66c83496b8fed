package audiostream.engine.fuzz;

import audiostream.engine.rtp.SdpException;
import audiostream.engine.rtp.SessionDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Any text: it is refused in one line, or it is the same after writing it again. */
public final class SdpFuzz {

  private SdpFuzz() {}

  /** Texts to start from. */
  public static List<byte[]> seeds() {
    String head = "v=0\r\no=- 1 1 IN IP4 192.168.1.5\r\ns=foyer\r\n";
    return Stream.of(
            head
                + "c=IN IP4 239.1.2.3/4\r\nt=0 0\r\nm=audio 5004 RTP/AVP 98 10 0\r\n"
                + "a=rtpmap:98 L24/48000/2\r\na=ptime:5.333\r\n"
                + "a=source-filter: incl IN IP4 239.1.2.3 192.168.1.5\r\na=recvonly\r\n",
            head + "c=IN IP6 ff15::101/3\nm=audio 5004/2 RTP/AVP 11\na=rtpmap:11 L16/44100/1",
            head
                + "c=IN IP4 a.local\nm=video 1 RTP/AVP 96\nm=audio 0 RTP/AVP 10\nm=audio 7 RTP/AVP 10")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  public static void fuzzerTestOneInput(byte[] data) {
    SessionDescription read;
    try {
      read = SessionDescription.parse(new String(data, StandardCharsets.UTF_8));
    } catch (SdpException e) {
      checkMessage(e.getMessage());
      return;
    }
    checkRewritten(read);
  }

  private static void checkMessage(String message) {
    if (!message.matches("line [1-9][0-9]*: [^\\p{Cc}]+") || message.length() > 300) {
      throw new IllegalStateException("not one short line: " + message);
    }
  }

  private static void checkRewritten(SessionDescription read) {
    try {
      SessionDescription again = SessionDescription.parse(read.write());
      if (!again.equals(read)) {
        throw new IllegalStateException(read + " was read back as " + again);
      }
    } catch (SdpException e) {
      throw new IllegalStateException(read + " was refused", e);
    }
  }
}
