package audiostream.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.packet.Departure;
import audiostream.engine.packet.PacketSink.Outcome;
import audiostream.engine.rtp.RtpFault;
import audiostream.engine.rtp.RtpHeader;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SendPipelineTest {

  private static final int BLOCK = 256;
  private static final DestinationStream.Origin ORIGIN =
      new DestinationStream.Origin(0xabcd, 65_535, -100);

  private final Counters<InputCounter> counters = new Counters<>(InputCounter.class);
  private final SendPipeline pipeline = new SendPipeline(new LevelMeter(4), counters);
  private final CaptureBlock block = new CaptureBlock(4, BLOCK);
  private long position;

  private static PayloadKey key(String channels, SampleEncoding encoding, int frames, float gain) {
    return new PayloadKey(ChannelList.parse(channels), encoding, frames, gain);
  }

  private static DestinationStream rtp(RecordingSink sink) {
    return new DestinationStream(sink, OptionalInt.of(11), ORIGIN);
  }

  private static DestinationStream raw(RecordingSink sink) {
    return new DestinationStream(sink, OptionalInt.empty(), ORIGIN);
  }

  /** Channel c (from 1) carries 1000 c + (position modulo 1000) as a 16-bit number. */
  private static int value(int channel, long at) {
    return 1_000 * channel + (int) (at % 1_000);
  }

  private void capture(int blocks) {
    for (int b = 0; b < blocks; b++) {
      for (int c = 0; c < 4; c++) {
        for (int i = 0; i < BLOCK; i++) {
          block.samples()[c][i] = value(c + 1, position + i) / 32_768f;
        }
      }
      block.describe(BLOCK, position, 0, false);
      pipeline.process(block, 0);
      position += BLOCK;
    }
  }

  private static List<Integer> values(List<byte[]> datagrams, int offset, boolean bigEndian) {
    List<Integer> values = new ArrayList<>();
    for (byte[] bytes : datagrams) {
      for (int i = offset; i < bytes.length; i += 2) {
        int high = bytes[bigEndian ? i : i + 1];
        int low = bytes[bigEndian ? i + 1 : i] & 0xff;
        values.add(high << 8 | low);
      }
    }
    return values;
  }

  @Test
  void shouldSendTheChosenChannelsInTheirOrder() {
    RecordingSink sink = new RecordingSink();
    pipeline.adopt(
        SendPlan.empty()
            .next(
                List.of(
                    new SendPlan.Route(raw(sink), key("3,1", SampleEncoding.S16_LE, 256, 1f)))));
    capture(2);
    assertThat(sink.sent()).hasSize(2).allSatisfy(d -> assertThat(d).hasSize(256 * 2 * 2));
    assertThat(values(sink.sent(), 0, false).subList(0, 4)).containsExactly(3000, 1000, 3001, 1001);
  }

  @Test
  void shouldMixAnOverlayOverOneDestinationAndNoOther() {
    RecordingSink one = new RecordingSink();
    RecordingSink other = new RecordingSink();
    DestinationStream oneStream = raw(one);
    DestinationStream otherStream = raw(other);
    PayloadKey key = key("1", SampleEncoding.S16_LE, 256, 1f);
    SendPlan plain =
        SendPlan.empty()
            .next(
                List.of(new SendPlan.Route(oneStream, key), new SendPlan.Route(otherStream, key)));
    float[] sound = new float[300];
    Arrays.fill(sound, 100 / 32_768f);
    Overlay overlay = new Overlay(sound);
    pipeline.adopt(plain);
    capture(1);
    pipeline.adopt(
        plain.next(
            List.of(
                new SendPlan.Route(oneStream, key.under(overlay)),
                new SendPlan.Route(otherStream, key))));
    capture(1);
    assertThat(overlay.over()).isFalse();
    capture(2);
    assertThat(overlay.over()).isTrue();
    List<Integer> programme = values(other.sent(), 0, false);
    List<Integer> heard = values(one.sent(), 0, false);
    assertThat(heard).hasSize(4 * BLOCK).hasSameSizeAs(programme);
    for (int i = 0; i < heard.size(); i++) {
      boolean over = i >= BLOCK && i < BLOCK + 300;
      assertThat(heard.get(i)).as("frame %d", i).isEqualTo(programme.get(i) + (over ? 100 : 0));
    }
  }

  @Test
  void shouldNumberPacketsAndStampThemWithTheirPosition() {
    RecordingSink sink = new RecordingSink();
    pipeline.adopt(
        SendPlan.empty()
            .next(
                List.of(new SendPlan.Route(rtp(sink), key("2", SampleEncoding.S16_BE, 100, 1f)))));
    capture(4);
    RtpHeader header = new RtpHeader();
    assertThat(sink.sent()).hasSize(10);
    for (int k = 0; k < 10; k++) {
      assertThat(header.parse(ByteBuffer.wrap(sink.sent().get(k)))).isEqualTo(RtpFault.NONE);
      assertThat(header.sequence()).isEqualTo((65_535 + k) & 0xffff);
      assertThat(header.timestamp()).isEqualTo(-100 + 100 * k);
      assertThat(header.ssrc()).isEqualTo(0xabcd);
      assertThat(header.payloadType()).isEqualTo(11);
      assertThat(header.marker()).isFalse();
      assertThat(header.payloadLength()).isEqualTo(200);
    }
    List<Integer> sent = values(sink.sent(), 12, true);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i)).isEqualTo(value(2, i));
    }
  }

  @Test
  void shouldEncodeEqualPayloadsOnce() {
    PayloadKey same = key("1", SampleEncoding.S16_BE, 256, 1f);
    SendPlan plan =
        SendPlan.empty()
            .next(
                List.of(
                    new SendPlan.Route(rtp(new RecordingSink()), same),
                    new SendPlan.Route(rtp(new RecordingSink()), same),
                    new SendPlan.Route(
                        rtp(new RecordingSink()), key("1", SampleEncoding.S16_BE, 256, 0.5f))));
    assertThat(plan.payloads()).isEqualTo(2);
  }

  @Test
  void shouldNotLoseAFrameOfOthersWhenDestinationsChange() {
    RecordingSink staying = new RecordingSink();
    RecordingSink moving = new RecordingSink();
    SendPlan.Route stays =
        new SendPlan.Route(raw(staying), key("1", SampleEncoding.S16_LE, 1_000, 1f));
    DestinationStream mover = raw(moving);
    SendPlan first =
        SendPlan.empty()
            .next(
                List.of(
                    stays, new SendPlan.Route(mover, key("1", SampleEncoding.S16_LE, 1_000, 1f))));
    pipeline.adopt(first);
    capture(5);
    SendPlan second =
        first.next(
            List.of(stays, new SendPlan.Route(mover, key("2", SampleEncoding.S16_LE, 1_000, 1f))));
    pipeline.adopt(second);
    capture(10);
    pipeline.adopt(second.next(List.of(stays)));
    capture(10);
    List<Integer> stayed = values(staying.sent(), 0, false);
    for (int i = 0; i < stayed.size(); i++) {
      assertThat(stayed.get(i)).isEqualTo(value(1, i));
    }
    assertThat(staying.sent()).allSatisfy(d -> assertThat(d).hasSize(2_000));
    List<Integer> moved = values(moving.sent(), 0, false);
    for (int i = 0; i < moved.size(); i++) {
      assertThat(moved.get(i)).as("frame %d", i).isEqualTo(value(i < 5 * BLOCK ? 1 : 2, i));
    }
  }

  @Test
  void shouldRampAChangeOfGainOverOneBlock() {
    RecordingSink sink = new RecordingSink();
    DestinationStream stream = raw(sink);
    SendPlan loud =
        SendPlan.empty()
            .next(List.of(new SendPlan.Route(stream, key("4", SampleEncoding.S16_LE, 256, 1f))));
    pipeline.adopt(loud);
    capture(1);
    pipeline.adopt(
        loud.next(List.of(new SendPlan.Route(stream, key("4", SampleEncoding.S16_LE, 256, 0f)))));
    capture(2);
    List<Integer> sent = values(sink.sent(), 0, false);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Math.abs(sent.get(i) - sent.get(i - 1))).as("step at %d", i).isLessThan(40);
    }
    assertThat(sent.subList(2 * BLOCK, 3 * BLOCK)).containsOnly(0);
  }

  @Test
  void shouldJumpTheTimestampOverACaptureGap() {
    RecordingSink sink = new RecordingSink();
    pipeline.adopt(
        SendPlan.empty()
            .next(
                List.of(new SendPlan.Route(rtp(sink), key("1", SampleEncoding.S16_BE, 384, 1f)))));
    capture(1);
    position += 1_000;
    capture(3);
    RtpHeader header = new RtpHeader();
    header.parse(ByteBuffer.wrap(sink.sent().get(0)));
    assertThat(header.payloadLength()).isEqualTo(512);
    header.parse(ByteBuffer.wrap(sink.sent().get(1)));
    assertThat(header.timestamp()).isEqualTo(-100 + 1_256);
    assertThat(counters.value(InputCounter.GAPS)).isEqualTo(1);
  }

  @Test
  void shouldKeepNumberingWhatTheNetworkRefuses() {
    RecordingSink sink = new RecordingSink();
    DestinationStream stream = rtp(sink);
    pipeline.adopt(
        SendPlan.empty()
            .next(List.of(new SendPlan.Route(stream, key("1", SampleEncoding.S16_BE, 256, 1f)))));
    sink.answer(Outcome.WOULD_BLOCK);
    capture(3);
    sink.answer(Outcome.SENT);
    capture(1);
    assertThat(stream.counters().value(SendCounter.WOULD_BLOCK)).isEqualTo(3);
    assertThat(stream.counters().value(SendCounter.PACKETS_SENT)).isEqualTo(1);
    RtpHeader header = new RtpHeader();
    header.parse(ByteBuffer.wrap(sink.sent().get(3)));
    assertThat(header.sequence()).isEqualTo((65_535 + 3) & 0xffff);
  }

  @Test
  void shouldNoticeDigitalSilence() {
    for (int b = 0; b < 4; b++) {
      block.describe(BLOCK, b * (long) BLOCK, 0, false);
      pipeline.process(block, 0);
    }
    assertThat(pipeline.silentFrames()).isEqualTo(4L * BLOCK);
    position = 4 * BLOCK;
    capture(1);
    assertThat(pipeline.silentFrames()).isZero();
  }

  private static SendPlan planOf(DestinationStream stream, PayloadKey key) {
    return SendPlan.empty().next(List.of(new SendPlan.Route(stream, key)));
  }

  private SendPipeline delaying() {
    return new SendPipeline(new LevelMeter(4), counters, 10_000 + BLOCK, Departure.IMMEDIATE);
  }

  private void captureInto(SendPipeline target, int blocks) {
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < BLOCK; i++) {
        block.samples()[0][i] = (float) Math.sin((position + i) * 0.01) / 2;
      }
      block.describe(BLOCK, position, 0, false);
      target.process(block, 0);
      position += BLOCK;
    }
  }

  @Test
  void shouldSendTheSamplesOfBeforeToADelayedDestinationExactly() {
    RecordingSink prompt = new RecordingSink();
    RecordingSink late = new RecordingSink();
    PayloadKey key = key("1", SampleEncoding.S16_LE, 100, 1f);
    SendPipeline target = delaying();
    target.adopt(
        SendPlan.empty()
            .next(
                List.of(
                    new SendPlan.Route(raw(prompt), key),
                    new SendPlan.Route(raw(late), key.delayed(777)))));
    captureInto(target, 60);
    List<Integer> sent = values(prompt.sent(), 0, false);
    List<Integer> delayed = values(late.sent(), 0, false);
    assertThat(delayed).hasSameSizeAs(sent);
    assertThat(delayed.subList(0, 777)).containsOnly(0);
    assertThat(delayed.subList(777, delayed.size())).isEqualTo(sent.subList(0, sent.size() - 777));
  }

  @Test
  void shouldGoFromOneDelayToAnotherWithoutAClick() {
    RecordingSink sink = new RecordingSink();
    DestinationStream stream = raw(sink);
    PayloadKey key = key("1", SampleEncoding.S16_LE, 256, 1f);
    SendPipeline target = delaying();
    SendPlan plan = planOf(stream, key);
    target.adopt(plan);
    captureInto(target, 60);
    // The second change comes while the first is still being faded, and one is never seen at all.
    for (int frames : new int[] {3_000, 500, 9_999, 0}) {
      plan = plan.next(List.of(new SendPlan.Route(stream, key.delayed(frames))));
      target.adopt(plan);
      captureInto(target, frames == 9_999 ? 0 : 2);
    }
    captureInto(target, 20);
    List<Integer> sent = values(sink.sent(), 0, false);
    // A step of the sine is 164 at most, and the fade adds at most 32 768 / 1 024.
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Math.abs(sent.get(i) - sent.get(i - 1))).as("step at %d", i).isLessThan(200);
    }
    int last = sent.size() - 1;
    assertThat(sent.get(last))
        .isCloseTo((int) Math.round(Math.sin(last * 0.01) / 2 * 32_768), offset());
  }

  private static org.assertj.core.data.Offset<Integer> offset() {
    return org.assertj.core.data.Offset.offset(1);
  }

  @Test
  void shouldBeSilentWhereThePastWasNotCaptured() {
    RecordingSink sink = new RecordingSink();
    PayloadKey key = key("1", SampleEncoding.S16_LE, BLOCK, 1f);
    SendPipeline target = delaying();
    target.adopt(planOf(raw(sink), key.delayed(2 * BLOCK)));
    captureInto(target, 4);
    position += 3 * BLOCK;
    captureInto(target, 8);
    List<byte[]> sent = sink.sent();
    // The blocks at 7 and 8 take what was lost at 5 and 6; the one at 9 takes 7 again.
    for (int k : new int[] {0, 1, 4, 5}) {
      assertThat(values(sent.subList(k, k + 1), 0, false)).as("block %d", k).containsOnly(0);
    }
    assertThat(values(sent.subList(6, 7), 0, false).get(10))
        .isCloseTo((int) Math.round(Math.sin((7 * BLOCK + 10) * 0.01) / 2 * 32_768), offset());
  }

  @Test
  void shouldLetAllPacketsOfABlockLeaveAtItsEndAndCountThemThen() {
    RecordingSink sink = new RecordingSink();
    List<Integer> atDeparture = new ArrayList<>();
    SendPipeline departing =
        new SendPipeline(
            new LevelMeter(4), counters, 0, nowNs -> atDeparture.add(sink.sent().size()));
    departing.adopt(
        SendPlan.empty()
            .next(
                List.of(
                    new SendPlan.Route(rtp(sink), key("1", SampleEncoding.S16_BE, 64, 1f)),
                    new SendPlan.Route(rtp(sink), key("2", SampleEncoding.S16_BE, 200, 1f)))));
    block.describe(BLOCK, 0, 0, false);
    departing.process(block, 0);
    departing.flush(0);
    assertThat(atDeparture).containsExactly(5, 6);
  }
}
