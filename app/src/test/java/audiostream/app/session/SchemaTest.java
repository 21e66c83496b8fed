package audiostream.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.SchemaNodes;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped schema and the reader must accept and refuse the same documents. */
class SchemaTest {

  private static final Validator VALIDATOR =
      new ValidatorFactory().withJsonNodeFactory(new SchemaNodes()).createValidator();
  private static final URI SCHEMA = VALIDATOR.registerSchema(schema());

  private static final String[] GOOD_URLS = {
    "rtp://192.168.1.21",
    "RTP://h:1",
    "raw://pi.local:57001",
    "rtp://h:65535/",
    "rtp://h:05004",
    "rtp://[::1]",
    "rtp://[fe80::1%25eth0]:5004",
    "rtp://[fe80::1%eth0]:5004",
    "rtp://239.1.2.3:5004?ttl=1",
    "rtp://h?ttl=255&interface=eth0&pt=96",
    "rtp://h?pt=127",
    "rtp://h?pt=10",
    "rtp://h?interface=a%20b"
  };

  private static final String[] BAD_URLS = {
    "",
    "h",
    "udp://h",
    "rtp://",
    "rtp://:5004",
    "rtp://h:0",
    "rtp://h:65536",
    "rtp://h:x",
    "rtp://h:",
    "rtp://h/1",
    "rtp://a b",
    "rtp://me@h",
    "rtp://::1",
    "rtp://[::1",
    "rtp://[::g]",
    "rtp://[]",
    "rtp://h?",
    "rtp://h?ttl=0",
    "rtp://h?ttl=256",
    "rtp://h?ttl",
    "rtp://h?interface=",
    "rtp://h?pt=95",
    "rtp://h?pt=128",
    "rtp://h?gain=1",
    "rtp://h?mute"
  };

  private static final String[] GOOD_MEMBERS = {
    "",
    "'input': {}",
    "'input': {'device': '', 'rate': 8000, 'block': 16, 'loop': false}",
    "'input': {'rate': 192000, 'block': 8192, 'loop': true}",
    "'input': {'rate': 44100.0}",
    "'format': {}",
    "'format': {'bits': 24, 'mtu': 576, 'packet': 1}",
    "'format': {'mtu': 9000, 'packet': 8192}",
    "'group': {}",
    "'group': {'latency': 'auto', 'maxMs': 5, 'slow': 'wait', 'clock': 'system'}",
    "'group': {'latency': 5}",
    "'group': {'latency': 5000.0, 'slow': 'leave'}",
    "'group': {'maxMs': 5000}",
    "'destinations': []"
  };

  private static final String[] BAD_MEMBERS = {
    "'inptu': {}",
    "'input': []",
    "'input': null",
    "'input': {'devise': 'x'}",
    "'input': {'device': 1}",
    "'input': {'rate': 7999}",
    "'input': {'rate': 192001}",
    "'input': {'rate': 44100.5}",
    "'input': {'rate': '44100'}",
    "'input': {'rate': null}",
    "'input': {'block': 15}",
    "'input': {'block': 8193}",
    "'input': {'loop': 1}",
    "'format': 16",
    "'format': {'bits': 8}",
    "'format': {'bits': '16'}",
    "'format': {'mtu': 575}",
    "'format': {'mtu': 9001}",
    "'format': {'packet': 0}",
    "'format': {'packet': 8193}",
    "'format': {'pakcet': 1}",
    "'group': 80",
    "'group': {'latency': 4.9}",
    "'group': {'latency': 5001}",
    "'group': {'latency': '80'}",
    "'group': {'latency': 'on'}",
    "'group': {'latency': 'off', 'maxMs': 80}",
    "'group': {'latency': 80, 'maxMs': 80}",
    "'group': {'maxMs': 4}",
    "'group': {'slow': 'drop'}",
    "'group': {'clock': 'ntp'}",
    "'group': {'max': 80}",
    "'destinations': {}",
    "'destinations': [1]",
    "'destinations': [[]]"
  };

  private static final String[] GOOD_DESTINATIONS = {
    "'name': 'a', 'url': 'rtp://h', 'channels': [64]",
    "'name': 'a', 'url': 'rtp://h', 'channels': [2, 1, 1], 'gainDb': -100, 'mute': true",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1.0], 'gainDb': 40",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '0'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '3.5ms'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '1000.0 ms'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '343m'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '099.9m'"
  };

  private static final String[] BAD_DESTINATIONS = {
    "'url': 'rtp://h', 'channels': [1]",
    "'name': 'a', 'channels': [1]",
    "'name': 'a', 'url': 'rtp://h'",
    "'name': '', 'url': 'rtp://h', 'channels': [1]",
    "'name': '  ', 'url': 'rtp://h', 'channels': [1]",
    "'name': 1, 'url': 'rtp://h', 'channels': [1]",
    "'name': 'a', 'url': 1, 'channels': [1]",
    "'name': 'a', 'url': 'rtp://h', 'channels': []",
    "'name': 'a', 'url': 'rtp://h', 'channels': 1",
    "'name': 'a', 'url': 'rtp://h', 'channels': ['1']",
    "'name': 'a', 'url': 'rtp://h', 'channels': [0]",
    "'name': 'a', 'url': 'rtp://h', 'channels': [65]",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1.5]",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'gainDb': -100.1",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'gainDb': 40.1",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'gainDb': '0'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'mute': 'no'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': 3.5",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '3.5'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '1000.1ms'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '343.1m'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '1000m'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'delay': '0001ms'",
    "'name': 'a', 'url': 'rtp://h', 'channels': [1], 'gain': 0"
  };

  static Stream<String> good() {
    return Stream.concat(
            Stream.of(GOOD_MEMBERS).map(SchemaTest::session),
            Stream.concat(
                Stream.of(GOOD_DESTINATIONS).map(SchemaTest::destination),
                Stream.of(GOOD_URLS).map(SchemaTest::url)))
        .map(document -> document.replace('\'', '"'));
  }

  static Stream<String> bad() {
    Stream<String> whole =
        Stream.of(
            "{}",
            "[]",
            "1",
            "null",
            "{'version': 2}",
            "{'version': 0}",
            "{'version': '1'}",
            "{'version': null}",
            "{'version': 1.5}",
            tooManyChannels(),
            tooLongName());
    return Stream.of(
            whole,
            Stream.of(BAD_MEMBERS).map(SchemaTest::session),
            Stream.of(BAD_DESTINATIONS).map(SchemaTest::destination),
            Stream.of(BAD_URLS).map(SchemaTest::url))
        .flatMap(documents -> documents)
        .map(document -> document.replace('\'', '"'));
  }

  private static String session(String members) {
    return "{'version': 1" + (members.isEmpty() ? "" : ", " + members) + "}";
  }

  private static String destination(String members) {
    return session("'destinations': [{" + members + "}]");
  }

  private static String url(String url) {
    return destination("'name': 'a', 'url': '" + url + "', 'channels': [1]");
  }

  private static String tooManyChannels() {
    return destination("'name': 'a', 'url': 'rtp://h', 'channels': [1" + ", 1".repeat(64) + "]");
  }

  private static String tooLongName() {
    return destination("'name': '" + "a".repeat(101) + "', 'url': 'rtp://h', 'channels': [1]");
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldBothAccept(String document) {
    assertThat(schemaAccepts(document)).as("schema").isTrue();
    assertThat(readerAccepts(document)).as("reader").isTrue();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldBothRefuse(String document) {
    assertThat(schemaAccepts(document)).as("schema").isFalse();
    assertThat(readerAccepts(document)).as("reader").isFalse();
  }

  @Test
  void shouldBothAcceptWhateverIsWritten() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String written =
          SessionFiles.print(
              SessionFile.EMPTY.withDestinations(List.of(Destinations.random(random))));
      assertThat(schemaAccepts(written)).as("seed %d: %s", seed, written).isTrue();
    }
  }

  /** A schema cannot compare members of an array, nor look into an address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 1, \"destinations\": [{\"name\": \"a\", \"url\": \"rtp://h\", \"channels\": [1]},"
            + " {\"name\": \"a\", \"url\": \"rtp://i\", \"channels\": [1]}]}",
        "{\"version\": 1, \"destinations\": [{\"name\": \"a\", \"url\": \"rtp://1.2.3.256\", \"channels\": [1]}]}",
        "{\"version\": 1, \"destinations\": [{\"name\": \"a\", \"url\": \"raw://h?pt=96\", \"channels\": [1]}]}",
        "{\"version\": 1, \"destinations\": [{\"name\": \"a\", \"url\": \"rtp://h?ttl=1&ttl=1\", \"channels\": [1]}]}"
      })
  void shouldBeTheReaderWhoRefusesWhatASchemaCannotSay(String document) {
    assertThat(schemaAccepts(document)).isTrue();
    assertThat(readerAccepts(document)).isFalse();
  }

  private static boolean schemaAccepts(String document) {
    return VALIDATOR.validate(SCHEMA, document).isValid();
  }

  private static boolean readerAccepts(String document) {
    try {
      SessionFiles.parse("f", document.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static String schema() {
    try (InputStream in = SessionFiles.class.getResourceAsStream("session.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
