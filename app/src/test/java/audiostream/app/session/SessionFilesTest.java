package audiostream.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.app.session.SessionFiles.Kind;
import audiostream.app.session.SessionFiles.OlderExport;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.GroupConfig;
import audiostream.engine.session.WireFormat;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionFilesTest {

  private static final String DESIGNED =
      """
      {"version": 1,
       "input": {"device": "BlackHole", "rate": 44100, "block": 256},
       "format": {"bits": 16, "mtu": 1500},
       "destinations": [{"name": "tree", "url": "rtp://192.168.1.21:5004", "channels": [1], "gainDb": 0, "mute": false}]}
      """;

  private static final String OLDER =
      """
      {"Node 1": {"ip": "192.168.2.249", "port": 57001, "channel": 1}, "local": {"ip": "127.0.0.1", "port": 50007, "channel": 0}}
      """;

  @TempDir private Path directory;

  @Test
  void shouldReadTheDesignedExample() {
    SessionFile session = parse(DESIGNED);
    assertThat(session)
        .isEqualTo(
            new SessionFile(
                Optional.of("BlackHole"),
                OptionalInt.of(44_100),
                OptionalInt.of(256),
                false,
                OptionalInt.of(16),
                OptionalInt.of(1_500),
                OptionalInt.empty(),
                List.of(DestinationUri.parse("tree=rtp://192.168.1.21:5004/1"))));
  }

  @Test
  void shouldNeedTheVersionOnly() {
    assertThat(parse("{\"version\": 1}")).isEqualTo(SessionFile.EMPTY);
  }

  @Test
  void shouldReadWhatIsOptional() {
    SessionFile session =
        parse(
            """
            \uFEFF{"version": 1.0, "input": {"loop": true}, "format": {"bits": 24, "packet": 1024},
             "destinations": [{"name": "a", "url": "rtp://[ff15::1]?ttl=4&interface=eth0&pt=98",
              "channels": [2, 1, 2], "gainDb": -6.5, "mute": true}]}
            """);
    assertThat(session.loop()).isTrue();
    assertThat(session.bits()).hasValue(24);
    assertThat(session.packetFrames()).hasValue(1024);
    assertThat(session.destinations())
        .containsExactly(
            DestinationUri.parse(
                "a=rtp://[ff15::1]:5004/2,1,2?gain=-6.5&mute&ttl=4&interface=eth0&pt=98"));
  }

  @Test
  void shouldWriteOneDestinationALine() {
    assertThat(SessionFiles.print(parse(DESIGNED)))
        .isEqualTo(
            """
            {
              "version": 1,
              "input": {"device": "BlackHole", "rate": 44100, "block": 256},
              "format": {"bits": 16, "mtu": 1500},
              "destinations": [
                {"name": "tree", "url": "rtp://192.168.1.21:5004", "channels": [1], "gainDb": 0, "mute": false}
              ]
            }
            """);
  }

  @Test
  void shouldReadBackAnySessionThatItWrites() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      SessionFile session = randomSession(random);
      String written = SessionFiles.print(session);
      assertThat(parse(written)).as("seed %d: %s", seed, written).isEqualTo(session);
    }
  }

  private static SessionFile randomSession(Random random) {
    List<DestinationConfig> destinations = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      DestinationConfig one = Destinations.random(random);
      destinations.add(one.withName(i + one.name()));
    }
    return new SessionFile(
        random.nextBoolean() ? Optional.empty() : Optional.of("Bühne \"1\""),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(48_000),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(64),
        random.nextBoolean(),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(24),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(9_000),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1),
        destinations,
        group(random));
  }

  private static GroupChoice group(Random random) {
    GroupChoice open =
        new GroupChoice(
            Optional.empty(),
            OptionalDouble.empty(),
            random.nextBoolean() ? Optional.empty() : Optional.of(Slow.WAIT),
            random.nextBoolean() ? Optional.empty() : Optional.of(ClockChoice.SYSTEM));
    return switch (random.nextInt(4)) {
      case 0 -> open;
      case 1 -> open.with(GroupChoice.Named.OFF);
      case 2 -> open.with(new GroupChoice.Fixed(5 + random.nextInt(50_000) / 100.0));
      default ->
          new GroupChoice(
              Optional.of(GroupChoice.Named.AUTO),
              OptionalDouble.of(300),
              open.slow(),
              open.clock());
    };
  }

  @Test
  void shouldReadTheGroup() {
    GroupChoice group =
        parse(
                "{\"version\": 1, \"group\": {\"latency\": \"auto\", \"maxMs\": 300, \"slow\":"
                    + " \"wait\"}}")
            .group();
    assertThat(group.config())
        .isEqualTo(
            new GroupConfig(
                GroupConfig.When.ALWAYS, GroupPolicy.auto(300_000_000L, Slow.WAIT), false));
    assertThat(parse("{\"version\": 1, \"group\": {\"latency\": 80.5}}").group().config())
        .isEqualTo(
            new GroupConfig(
                GroupConfig.When.ALWAYS, GroupPolicy.fixed(80_500_000L, Slow.LEAVE), false));
    assertThat(parse("{\"version\": 1}").group().config().when())
        .isEqualTo(GroupConfig.When.SEVERAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'latency': 'never'} | /group/latency: latency 'never': off, auto, or milliseconds",
        "{'latency': '80'} | /group/latency: latency '80': off, auto, or milliseconds",
        "{'latency': 4} | /group/latency: latency 4: milliseconds from 5 to 5000",
        "{'latency': 1e999} | /group/latency: latency Infinity: milliseconds from 5 to 5000",
        "{'latency': true} | /group/latency: true: a number is expected here",
        "{'latency': 80, 'maxMs': 100} | /group/maxMs: maxMs goes with latency auto, not with 80",
        "{'maxMs': 5001} | /group/maxMs: maxMs 5001: milliseconds from 5 to 5000",
        "{'slow': 'drop'} | /group/slow: slow 'drop': leave or wait",
        "{'clock': 'atomic'} | /group/clock: clock 'atomic': own or system",
        "{'laten': 1} | /group/laten: unknown field 'laten', did you mean 'latency'?"
      })
  void shouldSayWhatIsWrongWithAGroup(String group, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{'version': 1, 'group': %s}".formatted(group).replace('\'', '"')))
        .withMessageContaining(complaint);
  }

  @Test
  void shouldOpenTheOlderListCountingChannelsFromOne() throws IOException {
    Path file = Files.writeString(directory.resolve("clients.json"), OLDER);
    SessionFiles.Opened opened = SessionFiles.openAny(file);
    assertThat(opened.kind()).isEqualTo(Kind.OLDER_LIST);
    assertThat(opened.session().destinations())
        .containsExactly(
            DestinationUri.parse("Node 1=raw://192.168.2.249:57001/2"),
            DestinationUri.parse("local=raw://127.0.0.1:50007/1"));
    assertThat(SessionFiles.open(file)).isEqualTo(opened.session());
    assertThat(SessionFiles.openOlderList(file)).isEqualTo(opened.session());
  }

  @Test
  void shouldExportTheOlderListThatItImported() {
    OlderExport export = SessionFiles.toOlderList(parse(OLDER));
    assertThat(export.skipped()).isEmpty();
    assertThat(export.leftOut()).isEmpty();
    assertThat(export.text().replaceAll("\\s", "")).isEqualTo(OLDER.replaceAll("\\s", ""));
  }

  @Test
  void shouldImportAgainAnyListThatItExported() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      OlderExport export = SessionFiles.toOlderList(randomSession(random));
      if (export.text().equals("{}\n")) {
        continue;
      }
      String again = SessionFiles.toOlderList(parse(export.text())).text();
      assertThat(again).as("seed %d", seed).isEqualTo(export.text());
    }
  }

  @Test
  void shouldNameWhatTheOlderListCannotHold() {
    SessionFile session =
        parse(DESIGNED)
            .withDestinations(
                List.of(
                    DestinationUri.parse("kept=raw://h/1"),
                    DestinationUri.parse("rtp=rtp://h/1"),
                    DestinationUri.parse("two=raw://h/1,2?gain=-6&mute"),
                    DestinationUri.parse("far=raw://[ff15::1]/1?ttl=4&interface=eth0")));
    OlderExport export = SessionFiles.toOlderList(session);
    assertThat(parse(export.text()).destinations())
        .extracting(DestinationConfig::name)
        .containsExactly("kept");
    assertThat(export.skipped())
        .containsExactly(
            "'rtp' is sent as rtp, not raw",
            "'two' has the channels 1,2, not one and has a gain of -6 dB and is muted",
            "'far' has a ttl of 4 and has the interface eth0 and has an IPv6 address");
    assertThat(export.leftOut())
        .containsExactly(
            "input device 'BlackHole'", "rate 44100", "block 256", "mtu 1500", "bits 16");
  }

  @Test
  void shouldTakeAnEmptyOlderListForWhatItIsWhenAsked() throws IOException {
    Path file = Files.writeString(directory.resolve("clients.json"), "{}");
    assertThat(SessionFiles.openOlderList(file)).isEqualTo(SessionFile.EMPTY);
    assertThat(SessionFiles.toOlderList(SessionFile.EMPTY).text()).isEqualTo("{}\n");
  }

  @Test
  void shouldRefuseASessionAsAnOlderList() throws IOException {
    Path file = Files.writeString(directory.resolve("show.json"), DESIGNED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionFiles.openOlderList(file))
        .withMessageStartingWith(file + " is not a client list of the older programs: {");
  }

  @Test
  void shouldKeepOlderClientsRaw() {
    assertThat(parse(OLDER).destinations())
        .allMatch(destination -> destination.endpoint().wire() == WireFormat.RAW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a': {'ip': '1.2.3.4', 'port': 57001}} | f:1:7 /a: the field 'channel' is missing: such as 0",
        "{'a': {'ip': '1.2.3.4', 'port': 0, 'channel': 1}} | f:1:33 /a/port: port 0: 1 to 65535",
        "{'a': {'ip': '1.2.3.4', 'port': '57001', 'channel': 1}} | f:1:33 /a/port: the text '57001': a whole number is expected here",
        "{'a': {'ip': '1.2.3', 'port': 1, 'channel': 1}} | f:1:14 /a/ip: host '1.2.3': an address such as 192.168.1.21 or [fd00::21], or a name",
        "{'a': {'ip': 'h', 'port': 1, 'channel': -1}} | f:1:41 /a/channel: channel -1: 0 to 63, since these lists count from 0",
        "{'a': {'ip': 'h', 'port': 1, 'channel': 64}} | f:1:41 /a/channel: channel 64: 0 to 63, since these lists count from 0",
        "{'a': {'ip': 'h', 'port': 1, 'channel': 1, 'gain': 2}} | f:1:52 /a/gain: unknown field 'gain': ip, port, channel",
        "{'': {'ip': 'h', 'port': 1, 'channel': 1}} | f:1:6 /: name '': 1 to 100 characters",
        "{'a': {'ip': 'h', 'port': 1, 'channel': 1}, 'a': 1} | f:1:45 /a: the field 'a' stands here twice: once",
        "{'a': {'ip': 'h', 'port': 1, 'channel': 1}, 'b': 1} | f:1:50 /b: the number 1: an object is expected here",
      })
  void shouldSayWhatIsWrongWithAnOlderList(String document, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("f", document.replace('\'', '"')))
        .withMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | f:1:1: the file is empty: a JSON object is expected",
        "\"  \" | f:1:1: the file is empty: a JSON object is expected",
        "{} | f:1:1: the field 'version' is missing: \"version\": 1",
        "[] | f:1:1: an array: an object is expected here",
        "null | f:1:1: null: an object is expected here",
        "{'version': 2, 'new': 1} | f:1:13 /version: version 2: this program reads version 1",
        "{'version': '1'} | f:1:13 /version: the text '1': a whole number is expected here",
        "{'version': 1.5} | f:1:13 /version: the number 1.5: a whole number is expected here",
        "{'version': 1e999999999} | f:1:13 /version: the number 1e999999999: a whole number is expected here",
        "{'version': 1} {} | f:1:16: something follows the end of the document: nothing may",
        "{'version': 1 | f:1:14 /version: the file ends too early: it is cut short, or a bracket or quote is missing",
        "{'version': 1, 'inptu': {}} | f:1:25 /inptu: unknown field 'inptu', did you mean 'input'?: version, input, format, group, destinations",
        "{'version': 1, 'x': {}} | f:1:21 /x: unknown field 'x': version, input, format, group, destinations",
        "{'version': 1, 'version': 1} | f:1:16 /version: the field 'version' stands here twice: once",
        "{'version': 1, 'input': []} | f:1:25 /input: an array: an object is expected here",
        "{'version': 1, 'input': null} | f:1:25 /input: null: an object is expected here",
        "{'version': 1, 'input': {'rate': 7999}} | f:1:34 /input/rate: rate 7999: 8000 to 192000",
        "{'version': 1, 'input': {'rate': 1e5000}} | f:1:34 /input/rate: the number 1e5000: a whole number is expected here",
        "{'version': 1, 'input': {'block': 8}} | f:1:35 /input/block: block 8: 16 to 8192",
        "{'version': 1, 'input': {'device': 1}} | f:1:36 /input/device: the number 1: a text is expected here",
        "{'version': 1, 'input': {'loop': 1}} | f:1:34 /input/loop: the number 1: true or false is expected here",
        "{'version': 1, 'format': {'bits': 20}} | f:1:35 /format/bits: bits 20: 16 or 24",
        "{'version': 1, 'format': {'mtu': 100}} | f:1:34 /format/mtu: mtu 100: 576 to 9000",
        "{'version': 1, 'format': {'packet': 0}} | f:1:37 /format/packet: packet 0: 1 to 8192 frames",
        "{'version': 1, 'format': {'packet': true}} | f:1:37 /format/packet: true: a whole number is expected here",
        "{'version': 1, 'destinations': {}} | f:1:32 /destinations: an object: an array is expected here",
        "{'version': 1, 'destinations': [1]} | f:1:33 /destinations/0: the number 1: an object is expected here",
        "{'version': 1, 'destinations': [{'name': 'a'}]} | f:1:33 /destinations/0: the field 'url' is missing: such as \"rtp://192.168.1.21:5004\"",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h'}]} | f:1:33 /destinations/0: the field 'channels' is missing: such as [1]",
        "{'version': 1, 'destinations': [{'url': 'rtp://h', 'channels': [1]}]} | f:1:33 /destinations/0: the field 'name' is missing: such as \"tree\"",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h:0', 'channels': [1]}]} | f:1:54 /destinations/0/url: port '0': a whole number of 1 to 65535",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': []}]} | f:1:77 /destinations/0/channels: 0 channels in the list: 1 to 64",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': [1, 0]}]} | f:1:81 /destinations/0/channels/1: channel 0: 1 to 64, counted from 1",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': '1'}]} | f:1:77 /destinations/0/channels: the text '1': an array is expected here",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': [1], 'gainDb': 41}]} | f:1:92 /destinations/0/gainDb: gain 41.0 dB: -100 to 40",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': [1], 'mute': 0}]} | f:1:90 /destinations/0/mute: the number 0: true or false is expected here",
        "{'version': 1, 'destinations': [{'name': ' ', 'url': 'rtp://h', 'channels': [1]}]} | f:1:42 /destinations/0/name: name ' ': 1 to 100 characters",
        "{'version': 1, 'destinations': [{'name': 'a', 'url': 'rtp://h', 'channels': [1]}, {'name': 'a', 'url': 'rtp://i', 'channels': [1]}]} | f:1:92 /destinations/1/name: the name 'a' is used twice: each name once",
        "{'version': 1, 'input': {'device': '\\ud800'}} | f:1:36 /input/device: the text '?' holds half a character (\\ud800 to \\udfff alone)",
        "{'version': 1,, } | f:1:15 /version: not JSON: unexpected character (',' (code 44)): was expecting double-quote to start field name",
        "[[[[[[[[[[[[[[[[[[[[ | f:1:18 /0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0: nested deeper than 16 levels",
      })
  void shouldSayWhatIsWrongWithASessionAndWhere(String document, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("f", document.replace('\'', '"')))
        .withMessage(sentence);
  }

  @Test
  void shouldCountLinesAndCharacters() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> parse("f", "{\"version\": 1,\n \"input\": {\"device\": \"Bühne\", \"rate\": 1}}"))
        .withMessageStartingWith("f:2:39 /input/rate: ");
  }

  @Test
  void shouldEscapeThePointer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("f", "{\"version\": 1, \"a/b~\": 1}"))
        .withMessageStartingWith("f:1:24 /a~1b~0: unknown field 'a/b~'");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    byte[] latin =
        "{\"version\": 1, \"input\": {\"device\": \"B\u00fchne\"}}"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionFiles.parse("f", latin))
        .withMessage("f: is not UTF-8 text: a JSON file is");
  }

  @Test
  void shouldSayWhichFileCannotBeRead() throws IOException {
    Path absent = directory.resolve("absent.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionFiles.open(absent))
        .withMessage(absent + ": no such file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionFiles.open(directory))
        .withMessage(directory + " is a directory: a file is needed");
    Path large = directory.resolve("large.json");
    Files.write(large, new byte[ReadableFile.MAX_BYTES + 1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionFiles.open(large))
        .withMessage(large + " is longer than 4 MiB: not a file of this program");
  }

  private static SessionFile parse(String document) {
    return parse("f", document);
  }

  private static SessionFile parse(String source, String document) {
    return SessionFiles.parse(source, document.getBytes(StandardCharsets.UTF_8)).session();
  }
}
