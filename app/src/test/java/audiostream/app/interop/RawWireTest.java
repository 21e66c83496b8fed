package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.tone.ToneSignal;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw datagrams are what a few lines with a plain socket would send or take. */
@Execution(ExecutionMode.CONCURRENT)
class RawWireTest {

  private static final int RATE_HZ = 44_100;
  private static final int CHANNEL = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {256, 1024, 2048})
  void shouldSendExactlyTheBytesOfAPlainSocketProgram(int packetFrames) throws Exception {
    int blocks = RATE_HZ / packetFrames;
    int port = Ports.freePair();
    String[] arguments = {
      "send",
      "--input",
      "tone:4",
      "--to",
      "raw://127.0.0.1:" + port + "/" + CHANNEL,
      "--packet",
      String.valueOf(packetFrames),
      "--duration",
      "8"
    };
    try (DatagramSocket socket = Ports.open(port);
        Program sender = Program.ours(arguments)) {
      sender.awaitOutput("sending");
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      for (int block = 0; block < blocks; block++) {
        packet.setLength(65_536);
        socket.receive(packet);
        byte[] received = Arrays.copyOf(packet.getData(), packet.getLength());
        assertThat(received).as("block %d", block).isEqualTo(bytes(block, packetFrames, 0));
      }
    }
  }

  /** Ten milliseconds, and the way of sound in them. */
  @ParameterizedTest
  @ValueSource(strings = {"10ms", "3.43m"})
  void shouldDelayARawDestinationByWholeFrames(String delay) throws Exception {
    int port = Ports.freePair();
    String to = "raw://127.0.0.1:" + port + "/" + CHANNEL + "?delay=" + delay;
    try (DatagramSocket socket = Ports.open(port);
        Program sender = Program.ours("send", "--input", "tone:4", "--to", to, "--duration", "8")) {
      sender.awaitOutput("sending");
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      for (int block = 0; block < 100; block++) {
        packet.setLength(65_536);
        socket.receive(packet);
        byte[] received = Arrays.copyOf(packet.getData(), packet.getLength());
        assertThat(received).as("block %d", block).isEqualTo(bytes(block, 256, 441));
      }
    }
  }

  /** One block of the generated signal, late: 16 bits, little-endian, nothing else. */
  private static byte[] bytes(int block, int frames, int delayFrames) {
    ToneSignal signal = new ToneSignal(RATE_HZ);
    ByteBuffer bytes = ByteBuffer.allocate(frames * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < frames; i++) {
      long position = (long) block * frames + i - delayFrames;
      bytes.putShort(position < 0 ? 0 : (short) signal.sample16(CHANNEL, position));
    }
    return bytes.array();
  }

  @Test
  void shouldRecordWhatAPlainSocketProgramSends() throws Exception {
    int frames = 1_024;
    Reference sound = Reference.of(SampleEncoding.S16_LE, RATE_HZ, 1, 4);
    Path heard = folder.resolve("heard.wav");
    int port = Ports.freePair();
    String[] arguments =
        Program.receiverArguments("raw://127.0.0.1:" + port, heard, "--latency", "500");
    try (Program receiver = Program.ours(arguments)) {
      receiver.awaitOutput("listening");
      sendPaced(sound.planar()[0], frames, port);
      receiver.awaitStreamEnd();
      receiver.end();
    }
    sound.assertHolds(heard, 3.9);
  }

  private static void sendPaced(float[] samples, int frames, int port) throws Exception {
    Clock clock = SystemClock.real();
    long startNs = clock.nowNs();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int at = 0; at + frames <= samples.length; at += frames) {
        ByteBuffer bytes = ByteBuffer.allocate(frames * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = at; i < at + frames; i++) {
          bytes.putShort((short) (samples[i] * (1 << 15)));
        }
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        socket.send(new DatagramPacket(bytes.array(), frames * 2, loopback, port));
        long dueNs = startNs + 1_000_000_000L * (at + frames) / RATE_HZ;
        while (clock.nowNs() - dueNs < 0) {
          clock.parkUntil(dueNs);
        }
      }
    }
  }
}
