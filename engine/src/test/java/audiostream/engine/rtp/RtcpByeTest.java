package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtcpByeTest {

  private static final String REPORT =
      "80c8 0006 00000001 e1234567 80000000 00001000 00000010 00001000";
  private static final String NAME = "81ca 0003 00000001 01 03 612e62 00 0000";
  private static final String BYE = "82cb 0003 00000001 00000002 03 656e64";

  @Test
  void shouldFindTheByeAfterReportAndName() {
    assertThat(RtcpReader.saysBye(hex(REPORT + NAME + BYE), 1)).isTrue();
    assertThat(RtcpReader.saysBye(hex(REPORT + NAME + BYE), 2)).isTrue();
    assertThat(RtcpReader.saysBye(hex(REPORT + NAME + BYE), 3)).isFalse();
    assertThat(RtcpReader.saysBye(hex(REPORT + NAME), 1)).isFalse();
  }

  @Test
  void shouldFindAByeThatStandsAlone() {
    assertThat(RtcpReader.saysBye(hex("81cb 0001 00000001"), 1)).isTrue();
  }

  @Test
  void shouldNotBelieveADamagedPacket() {
    assertThat(RtcpReader.saysBye(hex(""), 1)).isFalse();
    assertThat(RtcpReader.saysBye(hex("82cb 0001 00000001"), 1)).isFalse();
    assertThat(RtcpReader.saysBye(hex(REPORT + "81cb 0002 00000001"), 1)).isFalse();
    assertThat(RtcpReader.saysBye(hex("81cb 0001 00000001 00"), 1)).isFalse();
  }
}
