package audiostream.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.engine.session.WireFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveUriTest {

  @ParameterizedTest
  @CsvSource({
    "rtp://, RTP, , 5004",
    "rtp://:5006, RTP, , 5006",
    "raw://:57001, RAW, , 57001",
    "raw://, RAW, , 57001",
    "rtp://:5004/, RTP, , 5004",
    "rtp://[::]:5004, RTP, ::, 5004",
    "rtp://239.1.2.3:5004, RTP, 239.1.2.3, 5004"
  })
  void shouldReadWhereToListen(String uri, WireFormat wire, String host, int port) {
    assertThat(ReceiveUri.parse(uri))
        .isEqualTo(new ReceiveUri(wire, Optional.ofNullable(host), port, Optional.empty()));
  }

  @Test
  void shouldReadTheInterface() {
    ReceiveUri uri = ReceiveUri.parse("rtp://239.1.2.3:5004?interface=eth0");
    assertThat(uri.interfaceName()).contains("eth0");
    assertThat(uri).hasToString("rtp://239.1.2.3:5004?interface=eth0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ":5004 | ':5004' has no scheme: it begins with rtp:// or raw://",
        "udp://:5004 | unknown scheme 'udp': rtp:// or raw://",
        "rtp://:70000 | port '70000': a whole number of 1 to 65535",
        "rtp://h:5004/1 | '/1' after the address: a receiver's address has no channels, such as rtp://:5004",
        "rtp://:5004?ttl=4 | unknown key 'ttl' after the '?': interface",
        "rtp://:5004?interface | interface has no value: interface=NAME",
      })
  void shouldSayWhatIsWrong(String uri, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReceiveUri.parse(uri))
        .withMessage(sentence);
  }

  @Test
  void shouldWarnOfAnOddRtpPort() {
    assertThat(ReceiveUri.parse("rtp://:5005").warnings()).hasSize(1);
    assertThat(ReceiveUri.parse("raw://:57001").warnings()).isEmpty();
  }
}
