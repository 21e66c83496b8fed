package audiostream.engine.device.jack;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CycleClockTest {

  private static final int PERIOD = FakeJack.PERIOD;

  private final FakeJack server = new FakeJack();

  /** Now and then the thread is kept waiting before our clock is read. */
  private long interruptedNs;

  private final Clock clock =
      new Clock() {
        @Override
        public long nowNs() {
          server.nowNs += interruptedNs;
          interruptedNs = 0;
          return server.nowNs;
        }

        @Override
        public void parkUntil(long deadlineNs) {
          throw new UnsupportedOperationException();
        }
      };

  private FakeJack.Client client;
  private CycleClock times;

  private void open() throws Exception {
    client = (FakeJack.Client) server.open("client");
    times = new CycleClock(client, clock, FakeJack.RATE_HZ);
    client.events =
        new JackEvents() {
          @Override
          public void process(int frames) {
            times.begin(frames);
          }

          @Override
          public void xrun() {}

          @Override
          public void rate(int rateHz) {}

          @Override
          public void latencyChanged() {}

          @Override
          public void shutdown(String reason) {}
        };
  }

  @Test
  void shouldTellWhenACycleBeganHoweverLateItIsAsked() throws Exception {
    open();
    Random random = new Random(20);
    client.cycle(PERIOD, 10);
    for (int i = 0; i < 1_000; i++) {
      client.cycle(PERIOD, random.nextInt(1_000));
      assertThat(times.startNs()).as("cycle %d", i).isEqualTo(client.cycleNs());
      assertThat(times.lostFrames()).isZero();
    }
  }

  @Test
  void shouldGoByTheEarliestCallsWhereTheServersFilterIsWrong() throws Exception {
    open();
    Random random = new Random(21);
    client.cycle(PERIOD, 10);
    for (int i = 0; i < 1_000; i++) {
      long trueUs = client.nextCycleUs;
      client.filteredLateUs = 3_000;
      client.cycle(PERIOD, random.nextInt(1_000));
      long trueNs = (trueUs - FakeJack.OFFSET_US) * 1_000;
      assertThat(times.startNs() - trueNs).as("cycle %d", i).isBetween(0L, 150_000L);
      assertThat(times.lostFrames()).isZero();
    }
  }

  @Test
  void shouldTakeTheTimesOfAServerInAnotherTimeNamespace() throws Exception {
    open();
    client.filteredLateUs = -499_000_000_000L;
    Random random = new Random(22);
    client.cycle(PERIOD, 10);
    for (int i = 0; i < 1_000; i++) {
      client.cycle(PERIOD, 300 + random.nextInt(1_000));
      assertThat(times.startNs()).as("cycle %d", i).isEqualTo(client.cycleNs());
    }
  }

  @Test
  void shouldReadTheClocksAnewWhenItWasInterruptedBetween() throws Exception {
    open();
    client.cycle(PERIOD, 40);
    interruptedNs = 3_000_000;
    client.cycle(PERIOD, 40);
    assertThat(times.startNs()).isEqualTo(client.cycleNs());
    assertThat(times.nowNs()).isEqualTo(server.nowNs);
  }

  @Test
  void shouldFollowTheServersCountWhereItWrapsAround() throws Exception {
    open();
    client.frame = -PERIOD;
    client.cycle(PERIOD, 10);
    client.cycleAfterSkipping(2, PERIOD);
    assertThat(times.lostFrames()).isZero();
    client.cycle(PERIOD, 10);
    assertThat(times.lostFrames()).isEqualTo(2 * PERIOD);
  }

  @Test
  void shouldNotMakeUpForHoursInWhichTheMachineSlept() throws Exception {
    open();
    client.cycle(PERIOD, 10);
    client.cycleAfterStanding(3_600_000_000L, PERIOD);
    for (int i = 0; i < 20; i++) {
      client.cycle(PERIOD, 10);
      assertThat(times.lostFrames()).isZero();
    }
    assertThat(times.startNs()).isEqualTo(client.cycleNs());
  }

  @Test
  void shouldTakeBackWhatWasNotLost() throws Exception {
    open();
    client.cycle(PERIOD, 10);
    client.cycleAfterSkipping(1, PERIOD);
    client.cycle(PERIOD, 10);
    assertThat(times.lostFrames()).isEqualTo(PERIOD);
    client.cycleAfterSkipping(-1, PERIOD);
    client.cycle(PERIOD, 10);
    client.cycleAfterSkipping(3, PERIOD);
    client.cycle(PERIOD, 10);
    assertThat(times.lostFrames()).isEqualTo(2 * PERIOD);
  }
}
