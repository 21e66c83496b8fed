package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** FFmpeg and GStreamer's rtpbin take our RTCP, and we take theirs. */
@Execution(ExecutionMode.CONCURRENT)
class RtcpInteropTest {

  private static final String CAPS =
      "application/x-rtp,media=audio,clock-rate=44100,encoding-name=L16,channels=1,payload=11";

  /**
   * What rtpbin says at this level of every RTCP packet that it takes, and of those it does not.
   */
  private static final String TELL = "env GST_DEBUG=rtpsession:6,rtpsource:6 GST_DEBUG_NO_COLOR=1 ";

  @TempDir Path folder;

  private static void requireFfmpeg() {
    Program.require("ffmpeg", "ffmpeg (https://ffmpeg.org)");
  }

  private static void requireRtpbin() throws Exception {
    String install = "gstreamer1.0-tools and gstreamer1.0-plugins-good";
    Program.require("gst-launch-1.0", install);
    Program.require("gst-inspect-1.0", install);
    if (Program.run("gst-inspect-1.0", "rtpbin") != 0) {
      Assumptions.abort("GStreamer has no rtpbin: install " + install);
    }
  }

  private static Program sends(int port) throws Exception {
    return Program.ours(
        "send",
        "--input",
        "tone:1",
        "--to",
        "peer=rtp://127.0.0.1:" + port + "/1",
        "--stats",
        "json");
  }

  private static boolean lastFinds(Program program, String pattern) {
    List<String> stats = new ArrayList<>(program.output().lines().toList());
    stats.removeIf(line -> !line.contains("\"type\":\"stats\""));
    return !stats.isEmpty() && Pattern.compile(pattern).matcher(stats.getLast()).find();
  }

  /** A value of the last line; not a number where that line has no such value. */
  private static double number(Program program, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(-?[0-9.]+)").matcher(program.lastLine());
    return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
  }

  /** With an SDP file FFmpeg opens its ports for reading only, and so never reports. */
  @Test
  void shouldBeTakenByFfmpegWhichGivesNoFeedback() throws Exception {
    requireFfmpeg();
    int port = Ports.freePair();
    String sdp =
        "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio %d RTP/AVP 11\n"
            .formatted(port);
    Path description = Files.writeString(folder.resolve("stream.sdp"), sdp);
    Path heard = folder.resolve("heard.wav");
    String command =
        "ffmpeg -nostdin -v warning -protocol_whitelist file,udp,rtp -i %s -t 3 %s"
            .formatted(description, heard);
    try (Program ffmpeg = Program.start(command.split(" "))) {
      ffmpeg.await("ffmpeg listens", () -> Ports.isBound(port));
      try (Program sender = sends(port)) {
        sender.await("reports are sent", () -> number(sender, "reportsSent") >= 10);
        assertThat(sender.lastLine()).contains("\"feedback\":{\"state\":\"none\"}");
        assertThat(number(sender, "errors")).isZero();
        assertThat(ffmpeg.awaitEnd()).isZero();
        sender.end();
      }
      assertThat(ffmpeg.output().lines())
          .as("it guesses a layout, and says nothing of RTCP")
          .noneMatch(line -> line.contains("RTP") || line.contains("RTCP"));
    }
    assertThat(Files.size(heard)).isGreaterThan(200_000);
  }

  @Test
  void shouldAnswerFfmpeg() throws Exception {
    requireFfmpeg();
    int port = Ports.freePair();
    String command =
        "ffmpeg -nostdin -v warning -re -f lavfi -i sine=r=44100 -t 8 -c:a pcm_s16be"
            + " -payload_type 11 -f rtp rtp://127.0.0.1:"
            + port;
    try (Program receiver = Program.receiver(port, folder.resolve("heard.wav"));
        Program ffmpeg = Program.start(command.split(" "))) {
      receiver.await(
          "two of its reports are answered", () -> lastFinds(receiver, "\"reportsSent\":2"));
      assertThat(number(receiver, "rtcpMalformed")).isZero();
      assertThat(number(receiver, "rtcpForeign")).isZero();
      assertThat(ffmpeg.awaitEnd()).as(ffmpeg.output()).isZero();
      receiver.end();
    }
  }

  @Test
  void shouldHearFromRtpbinHowItReceives() throws Exception {
    requireRtpbin();
    int port = Ports.freePair();
    int theirs = Ports.freePair();
    String command =
        TELL
            + ("gst-launch-1.0 rtpbin name=bin udpsrc address=127.0.0.1 port=%d caps=%s"
                    + " ! bin.recv_rtp_sink_0 bin. ! rtpL16depay ! fakesink"
                    + " udpsrc address=127.0.0.1 port=%d ! bin.recv_rtcp_sink_0"
                    + " bin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=%d sync=false async=false")
                .formatted(port, CAPS, theirs, theirs + 1);
    try (Relay relay = new Relay(port + 1, theirs + 1, theirs, 0);
        Program gstreamer = Program.start(command.split(" "))) {
      gstreamer.await("GStreamer listens", () -> Ports.isBound(port));
      try (Program sender = sends(port)) {
        sender.await(
            "rtpbin's reports come", () -> lastFinds(sender, "\"answering\".*\"roundTripMs\""));
        assertThat(number(sender, "roundTripMs")).isBetween(0.0, 500.0);
        // It counts the packets of its probation (RFC 3550 appendix A.1) as too many.
        assertThat(number(sender, "packetsLost")).isBetween(-3.0, 0.0);
        assertThat(number(sender, "rtcpMalformed")).isZero();
        sender.end();
      }
      gstreamer.await("it hears our BYE", () -> gstreamer.output().contains("got BYE"));
      assertThat(gstreamer.output()).contains("got SR packet");
      assertNothingRefused(gstreamer);
      assertThat(relay).isNotNull();
    }
  }

  private static void assertNothingRefused(Program gstreamer) {
    assertThat(gstreamer.output().lines().filter(line -> line.contains("RTCP")).toList())
        .noneMatch(line -> line.contains(" WARN ") || line.contains("invalid"));
  }

  @Test
  void shouldTellRtpbinHowWeReceive() throws Exception {
    requireRtpbin();
    int port = Ports.freePair();
    int theirs = Ports.freePair();
    int there = Ports.freePair();
    String command =
        TELL
            + ("gst-launch-1.0 rtpbin name=bin audiotestsrc is-live=true"
                    + " ! audio/x-raw,format=S16BE,rate=44100,channels=1 ! rtpL16pay pt=11"
                    + " ! bin.send_rtp_sink_0 bin.send_rtp_src_0"
                    + " ! udpsink host=127.0.0.1 port=%d"
                    + " bin.send_rtcp_src_0 ! udpsink host=127.0.0.1 port=%d sync=false async=false"
                    + " udpsrc address=127.0.0.1 port=%d ! bin.recv_rtcp_sink_0")
                .formatted(port, there, theirs);
    try (Relay relay = new Relay(there, there + 1, port + 1, theirs);
        Program receiver = Program.receiver(port, folder.resolve("heard.wav"));
        Program gstreamer = Program.start(command.split(" "))) {
      receiver.await(
          "two of its reports are answered", () -> lastFinds(receiver, "\"reportsSent\":[2-9]"));
      assertThat(number(receiver, "rtcpMalformed")).isZero();
      gstreamer.await(
          "it takes our report blocks", () -> gstreamer.output().contains("got RB packet"));
      assertNothingRefused(gstreamer);
      assertThat(relay).isNotNull();
      receiver.end();
    }
  }
}
