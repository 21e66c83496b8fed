package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PacketSizeTest {

  private static PacketSize.Shape shape(WireFormat wire, int frameBytes) {
    return new PacketSize.Shape(wire, frameBytes, 1_500, false);
  }

  @Test
  void shouldBeTheBlockWhereItFits() {
    PacketSize size = PacketSize.choose(OptionalInt.empty(), 256, shape(WireFormat.RTP, 2));
    assertThat(size.frames()).isEqualTo(256);
    assertThat(size.notice()).isEmpty();
  }

  @Test
  void shouldCutABlockIntoEqualPartsThatFit() {
    PacketSize size = PacketSize.choose(OptionalInt.empty(), 256, shape(WireFormat.RTP, 16 * 3));
    assertThat(size.frames()).isEqualTo(16);
    assertThat(size.notice().orElseThrow().text()).contains("16 frames").contains("1500");
  }

  @Test
  void shouldNeverExceedTheMtuWithRtp() {
    for (int channels = 1; channels <= 64; channels++) {
      for (int bytes = 2; bytes <= 3; bytes++) {
        for (int block : new int[] {16, 64, 100, 127, 256, 480, 1_024, 8_192}) {
          int frameBytes = channels * bytes;
          PacketSize size =
              PacketSize.choose(OptionalInt.of(block), block, shape(WireFormat.RTP, frameBytes));
          assertThat(size.frames() * frameBytes + 12 + 28).isLessThanOrEqualTo(1_500);
          assertThat(size.frames()).isPositive();
        }
      }
    }
  }

  @Test
  void shouldHonourAnExplicitRawPacketWithAWarning() {
    PacketSize size = PacketSize.choose(OptionalInt.of(1_024), 256, shape(WireFormat.RAW, 2));
    assertThat(size.frames()).isEqualTo(1_024);
    assertThat(size.notice().orElseThrow().kind()).isEqualTo(SessionEvent.Kind.WARNING);
    assertThat(size.notice().orElseThrow().text()).contains("fragments");
  }
}
