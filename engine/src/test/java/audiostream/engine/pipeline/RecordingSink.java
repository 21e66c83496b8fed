package audiostream.engine.pipeline;

import audiostream.engine.packet.PacketSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was sent, and answers as told. */
final class RecordingSink implements PacketSink {

  private final List<byte[]> sent = new ArrayList<>();
  private Outcome answer = Outcome.SENT;

  void answer(Outcome next) {
    answer = next;
  }

  List<byte[]> sent() {
    return sent;
  }

  @Override
  public void send(ByteBuffer datagram, long nowNs, Receipt receipt) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    sent.add(bytes);
    receipt.settled(answer, bytes.length);
  }
}
