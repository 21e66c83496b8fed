package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.packet.PacketSink.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a departure makes of a system that does not take everything, or answers late. */
class UdpDepartureTest {

  private static final int EAGAIN = 11;

  /** Takes as much as it is told to, and answers when it is told to. */
  private static final class ScriptedRing implements SendRing {
    private record Sent(int slot, int number, int result) {}

    private final List<Sent> queued = new ArrayList<>();
    private final Deque<Sent> taken = new ArrayDeque<>();
    private final List<Integer> arrived = new ArrayList<>();
    private int takes = Integer.MAX_VALUE;
    private boolean answers = true;
    private Sent completed = new Sent(0, 0, 0);

    @Override
    public void register(int place, int socket) {}

    @Override
    public void send(int slot, int place, ByteBuffer datagram) {
      assertThat(queued).as("nothing else is sent from that slot").noneMatch(s -> s.slot == slot);
      assertThat(taken).noneMatch(s -> s.slot == slot);
      queued.add(new Sent(slot, datagram.getInt(datagram.position()), datagram.remaining()));
    }

    @Override
    public int submit() {
      while (takes > 0 && !queued.isEmpty()) {
        Sent next = queued.removeFirst();
        arrived.add(next.number);
        taken.add(next);
        takes--;
      }
      return queued.size();
    }

    @Override
    public int withdraw() {
      return queued.removeLast().slot;
    }

    @Override
    public boolean next() {
      if (!answers || taken.isEmpty()) {
        return false;
      }
      completed = taken.remove();
      return true;
    }

    @Override
    public int slot() {
      return completed.slot;
    }

    @Override
    public int result() {
      return completed.number < 0 ? completed.number : completed.result;
    }

    @Override
    public void close() {}
  }

  private final ScriptedRing ring = new ScriptedRing();
  private final UdpDeparture departure = new UdpDeparture(ring, 4);
  private final List<Outcome> outcomes = new ArrayList<>();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(UdpDeparture.SLOT_BYTES + 1);
  private UdpDestination destination;

  @BeforeEach
  void open() throws IOException {
    destination =
        UdpDestination.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
            MulticastOptions.DEFAULT,
            Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    destination.close();
  }

  private boolean take(int number, int bytes) {
    datagram.clear().putInt(0, number).limit(bytes);
    return departure.take(0, datagram, destination, (outcome, length) -> outcomes.add(outcome), 0);
  }

  @Test
  void shouldCountWhatTheSystemDidNotTakeAsDroppedAndGoOn() {
    ring.takes = 3;
    for (int i = 0; i < 5; i++) {
      assertThat(take(i, 8)).isTrue();
    }
    departure.depart(0);
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            Outcome.SENT, Outcome.SENT, Outcome.SENT, Outcome.WOULD_BLOCK, Outcome.WOULD_BLOCK);
    ring.takes = Integer.MAX_VALUE;
    take(7, 8);
    departure.depart(0);
    assertThat(ring.arrived).containsExactly(0, 1, 2, 7);
    assertThat(outcomes).hasSize(6).endsWith(Outcome.SENT);
  }

  @Test
  void shouldNotUseASlotAgainBeforeItsAnswerHasCome() {
    ring.answers = false;
    for (int i = 0; i < UdpDeparture.SLOTS; i++) {
      assertThat(take(i, 8)).isTrue();
    }
    assertThat(take(1, 8)).as("there is no slot: it has to go by itself").isFalse();
    assertThat(outcomes).isEmpty();
    ring.answers = true;
    assertThat(take(2, 8)).isTrue();
    assertThat(outcomes).hasSize(UdpDeparture.SLOTS);
    departure.depart(0);
    assertThat(outcomes).hasSize(UdpDeparture.SLOTS + 1).containsOnly(Outcome.SENT);
  }

  @Test
  void shouldTellTheDestinationOfItsErrors() {
    take(-111, 8);
    departure.depart(0);
    assertThat(outcomes).containsExactly(Outcome.REFUSED);
    assertThat(destination.failure()).hasValueSatisfying(f -> assertThat(f).contains("listens"));
    take(-113, 8);
    take(-EAGAIN, 8);
    departure.depart(0);
    assertThat(outcomes).containsExactly(Outcome.REFUSED, Outcome.REFUSED, Outcome.WOULD_BLOCK);
    assertThat(destination.failure())
        .hasValueSatisfying(f -> assertThat(f).contains("unreachable"));
  }

  @Test
  void shouldLeaveWhatIsTooLongForASlotToTheChannel() {
    assertThat(take(1, UdpDeparture.SLOT_BYTES)).isTrue();
    assertThat(take(1, UdpDeparture.SLOT_BYTES + 1)).isFalse();
  }
}
