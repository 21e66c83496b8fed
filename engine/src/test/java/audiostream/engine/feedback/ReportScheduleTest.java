package audiostream.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportScheduleTest {

  private static final long MS = 1_000_000L;

  @Test
  void shouldKeepThePaceThoughEachReportIsALittleLate() {
    ReportSchedule schedule = new ReportSchedule(0, 200 * MS);
    for (int i = 0; i < 1_000; i++) {
      long lateNs = i % 7 * MS;
      schedule.reported(i * 200 * MS + lateNs, 200 * MS);
    }
    assertThat(schedule.leftNs(1_000 * 200 * MS, 200 * MS)).isZero();
  }

  @Test
  void shouldNotMakeUpForReportsThatWereMissed() {
    ReportSchedule schedule = new ReportSchedule(0, 200 * MS);
    schedule.reported(5_000 * MS, 200 * MS);
    assertThat(schedule.leftNs(5_000 * MS, 200 * MS)).isEqualTo(100 * MS);
  }

  @Test
  void shouldReportSoonerToWhoIsHeardForTheFirstTime() {
    ReportSchedule schedule = new ReportSchedule(0, 500 * MS);
    schedule.reported(0, 500 * MS);
    assertThat(schedule.leftNs(50 * MS, 200 * MS)).isEqualTo(180 * MS);
    assertThat(schedule.leftNs(60 * MS, 200 * MS)).isEqualTo(170 * MS);
  }

  @Test
  void shouldKeepManySpreadOverTheIntervalWhenItBecomesShorter() {
    int count = 100;
    long longNs = 4_000 * MS;
    long shortNs = 200 * MS;
    List<ReportSchedule> all =
        IntStream.range(0, count)
            .mapToObj(i -> new ReportSchedule(longNs * i / count, longNs))
            .toList();
    List<Long> leftMs = all.stream().map(one -> one.leftNs(0, shortNs) / MS).toList();
    assertThat(leftMs)
        .containsExactlyElementsOf(
            IntStream.range(0, count).mapToObj(i -> 200L * i / count).toList());
  }

  @Test
  void shouldLetALongerIntervalCountFromTheNextReportOn() {
    ReportSchedule schedule = new ReportSchedule(100 * MS, 200 * MS);
    assertThat(schedule.leftNs(0, 4_000 * MS)).isEqualTo(100 * MS);
    schedule.reported(100 * MS, 4_000 * MS);
    assertThat(schedule.leftNs(100 * MS, 4_000 * MS)).isEqualTo(4_000 * MS);
  }

  @Test
  void shouldStayLateWhereTheIntervalBecomesShorter() {
    ReportSchedule schedule = new ReportSchedule(0, 500 * MS);
    assertThat(schedule.leftNs(50 * MS, 200 * MS)).isEqualTo(-50 * MS);
  }
}
