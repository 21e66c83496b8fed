package audiostream.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationUriTest {

  @Test
  void shouldReadEveryPart() {
    DestinationConfig foyer =
        DestinationUri.parse(
            "foyer=rtp://239.1.2.3:5006/1-4,7?ttl=4&gain=-6.5&mute&interface=eth0&pt=97");
    assertThat(foyer)
        .isEqualTo(
            new DestinationConfig(
                "foyer",
                new Endpoint(
                    WireFormat.RTP,
                    "239.1.2.3",
                    5006,
                    OptionalInt.of(4),
                    Optional.of("eth0"),
                    OptionalInt.of(97)),
                ChannelList.of(1, 2, 3, 4, 7),
                -6.5,
                true));
  }

  @ParameterizedTest
  @CsvSource({"rtp://h/1, 5004", "raw://h/1, 57001", "RTP://h/1, 5004", "rtp://[::1]/1, 5004"})
  void shouldTakeTheDefaultPortOfTheScheme(String uri, int port) {
    assertThat(DestinationUri.parse(uri).endpoint().port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "rtp://192.168.1.21/1, 192.168.1.21:5004",
    "raw://pi.local:50007/1, pi.local:50007",
    "rtp://[fd00::21]:5006/1, [fd00::21]:5006"
  })
  void shouldCallADestinationWithoutANameByItsHostAndPort(String uri, String name) {
    assertThat(DestinationUri.parse(uri).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a=b=rtp://h/1, a=b",
    "Node 1=rtp://h/1, Node 1",
    "50%25 tree=rtp://h/1, 50% tree",
    "B%C3%BChne=rtp://h/1, Bühne",
    "Bühne=rtp://h/1, Bühne",
    "a%3A%2F%2Fb=rtp://h/1, a://b"
  })
  void shouldReadUnusualNames(String uri, String name) {
    assertThat(DestinationUri.parse(uri).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "rtp://[::1]:5006/1, ::1",
    "rtp://[fe80::1%25eth0]/1, fe80::1%eth0",
    "rtp://[fe80::1%wlan0]/1, fe80::1%wlan0",
    "rtp://pi-4.local/1, pi-4.local"
  })
  void shouldReadHosts(String uri, String host) {
    assertThat(DestinationUri.parse(uri).endpoint().host()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({"mute, true", "mute=true, true", "mute=false, false", "gain=+3, false"})
  void shouldReadMute(String query, boolean mute) {
    assertThat(DestinationUri.parse("rtp://h/1?" + query).mute()).isEqualTo(mute);
  }

  @ParameterizedTest
  @CsvSource({
    "delay=0, 0, MILLISECONDS",
    "delay=3.5ms, 3.5, MILLISECONDS",
    "delay=1000ms, 1000, MILLISECONDS",
    "delay=1.2m, 1.2, METRES",
    "delay=343.0m, 343, METRES",
    "delay=12%20m, 12, METRES",
    "delay=0m, 0, MILLISECONDS"
  })
  void shouldReadDelays(String query, double amount, Delay.Unit unit) {
    assertThat(DestinationUri.parse("rtp://h/1?" + query).delay())
        .isEqualTo(new Delay(amount, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.5",
        "-1ms",
        "1000.5ms",
        "1001ms",
        "343.1m",
        "999m",
        "3,5ms",
        "1s",
        "ms",
        "1e2ms"
      })
  void shouldRefuseDelaysThatCannotBe(String delay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DestinationUri.parse("rtp://h/1?delay=" + delay))
        .withMessage(
            "delay '%s': 0ms to 1000ms, or as a way of sound 0m to 343m, such as 3.5ms or 1.2m",
            delay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "192.168.1.21/1 | '192.168.1.21/1' has no scheme: it begins with rtp:// or raw://",
        "\"\" | '' has no scheme: it begins with rtp:// or raw://",
        "x= | '' has no scheme: it begins with rtp:// or raw://",
        "udp://h/1 | unknown scheme 'udp': rtp:// or raw://",
        "a=http://h/1 | unknown scheme 'http': rtp:// or raw://",
        "rtp:///1 | the host is missing: such as rtp://192.168.1.21",
        "rtp://:5004/1 | the host is missing: such as rtp://192.168.1.21",
        "rtp://h:0/1 | port '0': a whole number of 1 to 65535",
        "rtp://h:65536/1 | port '65536': a whole number of 1 to 65535",
        "rtp://h:-1/1 | port '-1': a whole number of 1 to 65535",
        "rtp://h:/1 | port '': a whole number of 1 to 65535",
        "rtp://h:five/1 | port 'five': a whole number of 1 to 65535",
        "rtp://h:99999999999/1 | port '99999999999': a whole number of 1 to 65535",
        "rtp://fe80::1:5004/1 | host 'fe80::1:5004': an IPv6 address stands in brackets, such as [::1]:5004",
        "rtp://[::1/1 | host '[::1': the closing bracket is missing, such as [::1]:5004",
        "rtp://[::1]5004/1 | after the host stands '5004': a port such as :5004",
        "rtp://[::g]/1 | host '::g': an IPv6 address such as fd00::21 or fe80::1%eth0",
        "rtp://[1.2.3.4]/1 | host '1.2.3.4': an IPv6 address such as fd00::21 or fe80::1%eth0",
        "rtp://[fe80::1%]/1 | host 'fe80::1%': an IPv6 address such as fd00::21 or fe80::1%eth0",
        "rtp://192.168.1/1 | host '192.168.1': an address such as 192.168.1.21 or [fd00::21], or a name",
        "rtp://192.168.1.256/1 | host '192.168.1.256': an address such as 192.168.1.21 or [fd00::21], or a name",
        "rtp://me@h/1 | host 'me@h': an address such as 192.168.1.21 or [fd00::21], or a name",
        "rtp://a b/1 | host 'a b': an address such as 192.168.1.21 or [fd00::21], or a name",
        "rtp://a..b/1 | host 'a..b': an address such as 192.168.1.21 or [fd00::21], or a name",
        "rtp://h | the channels are missing after the address: such as /1 or /1-4,7, counted from 1",
        "rtp://h/ | the channels are missing after the address: such as /1 or /1-4,7, counted from 1",
        "rtp://h?gain=1 | the channels are missing after the address: such as /1 or /1-4,7, counted from 1",
        "rtp://h/0 | channel 0: 1 to 64, counted from 1",
        "rtp://h/65 | channel 65: 1 to 64, counted from 1",
        "rtp://h/1-64,1 | channels '1-64,1': more than 64",
        "rtp://h/x | channels 'x': a list such as 1 or 1-4,7, counted from 1",
        "rtp://h/1/ | channels '1/': a list such as 1 or 1-4,7, counted from 1",
        "rtp://h/1? | unknown key '' after the '?': gain, mute, delay, ttl, interface, pt",
        "rtp://h/1?gian=1 | unknown key 'gian' after the '?', did you mean 'gain'?: gain, mute, delay, ttl, interface, pt",
        "rtp://h/1?volume=1 | unknown key 'volume' after the '?': gain, mute, delay, ttl, interface, pt",
        "rtp://h/1?gain=1&gain=2 | 'gain' is given twice: once",
        "rtp://h/1?gain | gain has no value: gain=DB",
        "rtp://h/1?gain=loud | gain 'loud': decibels from -100 to 40, such as -6 or 1.5",
        "rtp://h/1?gain=-100.1 | gain '-100.1': decibels from -100 to 40, such as -6 or 1.5",
        "rtp://h/1?gain=41 | gain '41': decibels from -100 to 40, such as -6 or 1.5",
        "rtp://h/1?gain=NaN | gain 'NaN': decibels from -100 to 40, such as -6 or 1.5",
        "rtp://h/1?gain=1e1 | gain '1e1': decibels from -100 to 40, such as -6 or 1.5",
        "rtp://h/1?mute=yes | mute 'yes': just mute, or mute=true or mute=false",
        "rtp://h/1?ttl=0 | ttl '0': a whole number of 1 to 255",
        "rtp://h/1?ttl=256 | ttl '256': a whole number of 1 to 255",
        "rtp://h/1?ttl=x | ttl 'x': a whole number of 1 to 255",
        "rtp://h/1?ttl= | ttl has no value: ttl=N, 1 to 255",
        "rtp://h/1?interface= | interface has no value: interface=NAME",
        "rtp://h/1?interface=50%x | interface '50%x': a percent sign itself is written %25",
        "rtp://h/1?interface=%FF | interface '%FF': what is written with % is UTF-8",
        "rtp://h/1?pt=95 | pt 95: 96 to 127, or 10 or 11 where they fit (L16, 44100 Hz, two channels or one)",
        "rtp://h/1?pt=128 | pt '128': a whole number of 0 to 127",
        "raw://h/1?pt=96 | pt 96: raw datagrams have no payload type, only rtp:// has",
        "50% tree=rtp://h/1 | name '50% tree': a percent sign itself is written %25",
        "=rtp://h/1 | name '': 1 to 100 characters",
      })
  void shouldSayWhatIsWrong(String uri, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DestinationUri.parse(uri))
        .withMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree=rtp://192.168.1.21:5004/1",
        "rtp://[fd00::21]:5006/1-4,7",
        "foyer=rtp://239.1.2.3:5004/1-4,7?gain=-6&ttl=4",
        "a=raw://pi.local:57001/2?gain=0.1&mute",
        "50%25=rtp://[fe80::1%25eth0]:5004/2,1?interface=a%26b&pt=98"
      })
  void shouldPrintWhatItRead(String uri) {
    assertThat(DestinationUri.print(DestinationUri.parse(uri))).isEqualTo(uri);
  }

  @Test
  void shouldReadBackAnyDestinationThatItPrints() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      DestinationConfig destination = Destinations.random(random);
      String printed = DestinationUri.print(destination);
      assertThat(DestinationUri.parse(printed))
          .as("seed %d: %s", seed, printed)
          .isEqualTo(destination);
    }
  }

  @Test
  void shouldWarnOfAnOddRtpPortOnly() {
    assertThat(warnings("rtp://h:5005/1")).singleElement().asString().contains("port 5005 is odd");
    assertThat(warnings("raw://h:57001/1")).isEmpty();
    assertThat(warnings("rtp://h:5004/1")).isEmpty();
  }

  @Test
  void shouldWarnWhereMulticastOptionsHaveNoEffect() {
    assertThat(warnings("rtp://192.168.1.2/1?ttl=4"))
        .singleElement()
        .asString()
        .contains("multicast");
    assertThat(warnings("rtp://239.1.2.3/1?ttl=4")).isEmpty();
    assertThat(warnings("rtp://[ff15::1]/1?interface=eth0")).isEmpty();
    assertThat(warnings("rtp://some.name/1?ttl=4")).isEmpty();
  }

  private static java.util.List<String> warnings(String uri) {
    return DestinationUri.warnings(DestinationUri.parse(uri).endpoint());
  }

  @Test
  void shouldRefuseChannelsAndGainInTheUrlOfASession() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DestinationUri.parseEndpoint("rtp://h:5004/1"))
        .withMessage("'/1' after the address: channels stand in a field of their own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DestinationUri.parseEndpoint("rtp://h:5004?gain=1"))
        .withMessage("unknown key 'gain' after the '?': ttl, interface, pt");
  }
}
