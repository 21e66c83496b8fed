package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.Allocation;
import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.Impairment.Disorder;
import audiostream.engine.net.Impairment.Loss;
import audiostream.engine.packet.Packet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImpairedLinkTest {

  private static final long MS = 1_000_000L;

  private final ByteBuffer datagram = ByteBuffer.allocate(64);
  private final Packet slot = new Packet();

  private static Impairment delayed(double floorMs) {
    return Impairment.none(1).with(new Delay(floorMs, 0, Optional.empty()));
  }

  private void send(ImpairedLink link, int number, long nowNs) {
    link.send(datagram.clear().putInt(0, number), nowNs);
  }

  private List<Integer> receivedBy(ImpairedLink link, long nowNs) {
    List<Integer> numbers = new ArrayList<>();
    while (link.receiveBy(nowNs, slot)) {
      numbers.add(slot.bytes().getInt(0));
    }
    return numbers;
  }

  @Test
  void shouldHandOverADatagramWhenItIsDueAndNotBefore() {
    ImpairedLink link = new ImpairedLink(delayed(2));
    InetSocketAddress source = new InetSocketAddress("127.0.0.1", 40_000);
    ByteBuffer part = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}).position(1).limit(4);
    assertThat(link.send(part, source, 5 * MS)).isEqualTo(1);
    assertThat(part.remaining()).isEqualTo(3);
    assertThat(link.nextDeliveryNs()).isEqualTo(7 * MS);
    assertThat(link.receiveBy(7 * MS - 1, slot)).isFalse();
    assertThat(link.receiveBy(100 * MS, slot)).isTrue();
    assertThat(slot.arrivedNs()).isEqualTo(7 * MS);
    assertThat(slot.source()).isEqualTo(source);
    assertThat(slot.length()).isEqualTo(3);
    assertThat(slot.bytes().get(0)).isEqualTo((byte) 1);
    assertThat(slot.bytes().get(2)).isEqualTo((byte) 3);
    assertThat(link.nextDeliveryNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldKeepTheOrderOfWhatArrivesAtOnce() {
    ImpairedLink link = new ImpairedLink(delayed(2));
    for (int i = 0; i < 100; i++) {
      send(link, i, 0);
    }
    List<Integer> numbers = receivedBy(link, 2 * MS);
    assertThat(numbers).hasSize(100).isSorted();
  }

  @Test
  void shouldLetOthersOvertakeWhatIsHeldBackAndDoubleWhatIsDuplicated() {
    ImpairedLink link = new ImpairedLink(Impairment.none(8).with(new Disorder(0.05, 12, 0.05)));
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      send(link, i, i * 5 * MS);
      numbers.addAll(receivedBy(link, i * 5 * MS));
    }
    numbers.addAll(receivedBy(link, Long.MAX_VALUE - 1));
    assertThat(new java.util.HashSet<>(numbers)).hasSize(2_000);
    assertThat((long) numbers.size())
        .isEqualTo(2_000 + link.counters().value(ImpairmentCounter.DUPLICATED))
        .isEqualTo(link.counters().value(ImpairmentCounter.DELIVERED));
    long falls = 0;
    for (int i = 1; i < numbers.size(); i++) {
      falls += numbers.get(i) < numbers.get(i - 1) ? 1 : 0;
    }
    assertThat(falls).isBetween(50L, 150L);
  }

  @Test
  void shouldSortLikeAnyOtherQueue() {
    long seed = 17;
    SplittableRandom random = new SplittableRandom(seed);
    ParcelQueue queue = new ParcelQueue(2, 1_000);
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3 && expected.size() < 1_000) {
        long dueNs = random.nextLong(100);
        assertThat(queue.free()).as("seed %d", seed).isNotNull();
        queue.add(dueNs);
        expected.add(dueNs);
      } else if (!expected.isEmpty()) {
        Long least = expected.stream().min(Comparator.naturalOrder()).orElseThrow();
        assertThat(queue.nextNs()).as("seed %d, turn %d", seed, i).isEqualTo(least);
        Parcel removed = queue.remove();
        assertThat(removed == null ? -1 : removed.deliveryNs()).isEqualTo(least);
        expected.remove(least);
      }
      assertThat(queue.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void shouldDropAndCountWhatItCannotHold() {
    ImpairedLink link = new ImpairedLink(delayed(10_000));
    for (int i = 0; i < 5_000; i++) {
      send(link, i, 0);
    }
    assertThat(link.underWay()).isEqualTo(4_096);
    assertThat(link.counters().value(ImpairmentCounter.CROWDED_OUT)).isEqualTo(5_000 - 4_096);
    assertThat(receivedBy(link, 10_000 * MS)).hasSize(4_096);
    send(link, 1, 10_000 * MS);
    assertThat(link.underWay()).isEqualTo(1);
  }

  @Test
  void shouldAllocateNothingOnceAsManyHaveBeenUnderWayBefore() throws IOException {
    Impairment all =
        Impairment.wifi(20, 3).with(Loss.bursts(0.05, 3)).with(new Disorder(0.01, 15, 0.01));
    ImpairedLink link = new ImpairedLink(all);
    run(link, 0, 50_000);
    int[] from = {50_000};
    Allocation.shouldSettleAtNothing(() -> {
      run(link, from[0], from[0] + 100_000);
      from[0] += 100_000;
    });
  }

  private void run(ImpairedLink link, int from, int to) {
    for (int i = from; i < to; i++) {
      long nowNs = i * 5 * MS;
      send(link, i, nowNs);
      while (link.receiveBy(nowNs, slot)) {
        datagram.put(0, slot.bytes().get(0));
      }
    }
  }
}
