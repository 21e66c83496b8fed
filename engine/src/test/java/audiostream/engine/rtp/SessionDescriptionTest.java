package audiostream.engine.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.engine.rtp.SessionDescription.Audio;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDescriptionTest {

  private static final String HEAD = "v=0\no=- 1 1 IN IP4 10.0.0.1\ns=x\n";
  private static final String PLACE = "c=IN IP4 10.0.0.2\nt=0 0\n";

  private static SessionDescription of(InetAddress to, OptionalInt ttl, Audio audio) {
    return new SessionDescription(
        SessionDescription.origin(7, 1, InetAddress.ofLiteral("192.168.1.5")),
        "foyer",
        SdpConnection.of(to, ttl),
        List.of(),
        audio);
  }

  private static SessionDescription parse(String text) throws SdpException {
    return SessionDescription.parse(text);
  }

  private static void assertRefused(String text, String message) {
    assertThatExceptionOfType(SdpException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(message);
  }

  @Test
  void shouldWriteMulticastWithItsTtlAndItsSource() {
    SessionDescription description =
        new SessionDescription(
            SessionDescription.origin(7, 2, InetAddress.ofLiteral("192.168.1.5")),
            "foyer",
            SdpConnection.of(InetAddress.ofLiteral("239.1.2.3"), OptionalInt.of(4)),
            List.of(InetAddress.ofLiteral("192.168.1.5")),
            Audio.of(5004, PayloadFormat.parse("98=L24/48000/2"), 256));
    assertThat(description.write())
        .isEqualTo(
            """
            v=0
            o=- 7 2 IN IP4 192.168.1.5
            s=foyer
            c=IN IP4 239.1.2.3/4
            t=0 0
            m=audio 5004 RTP/AVP 98
            a=rtpmap:98 L24/48000/2
            a=ptime:5.333
            a=source-filter: incl IN IP4 239.1.2.3 192.168.1.5
            a=recvonly
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void shouldSayThatItGoesByASharedClockAndNotWhichItCannotKnow() {
    SessionDescription own =
        of(
            InetAddress.ofLiteral("192.168.1.21"),
            OptionalInt.empty(),
            Audio.of(5004, PayloadFormat.parse("98=L24/48000/2"), 256));
    SessionDescription shared =
        new SessionDescription(
            own.origin(), own.name(), own.connection(), own.sources(), own.audio(), true);
    assertThat(own.write()).doesNotContain("clk");
    assertThat(shared.write())
        .endsWith("a=ts-refclk:private\r\na=mediaclk:sender\r\na=recvonly\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ts-refclk:private, true",
    "ts-refclk:private:traceable, true",
    "ts-refclk:ntp=/traceable/, true",
    "ts-refclk:ntp=192.168.1.1:123, true",
    "ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:0, true",
    "ts-refclk:gps, true",
    "ts-refclk:localmac=7C-E9-D3-1B-9A-AF, false",
    "ts-refclk:, false",
    "mediaclk:direct=0, false"
  })
  void shouldKnowASharedClockInEitherSection(String attribute, boolean shared) throws SdpException {
    String audio = "m=audio 5004 RTP/AVP 10\n";
    String line = "a=" + attribute + "\n";
    assertThat(parse(HEAD + PLACE + line + audio).sharedClock()).isEqualTo(shared);
    assertThat(parse(HEAD + PLACE + audio + line).sharedClock()).isEqualTo(shared);
  }

  @Test
  void shouldWriteRtpmapWithChannelsForTheStaticTypesToo() {
    Audio audio = Audio.of(5004, PayloadFormat.parse("11=L16/44100/1"), 441);
    String text = of(InetAddress.ofLiteral("192.168.1.21"), OptionalInt.of(9), audio).write();
    assertThat(text)
        .contains("c=IN IP4 192.168.1.21\r\n")
        .contains("m=audio 5004 RTP/AVP 11\r\na=rtpmap:11 L16/44100/1\r\na=ptime:10\r\n");
  }

  @Test
  void shouldWriteIpv6WithoutTtlOrScope() {
    Audio audio = Audio.of(5004, PayloadFormat.parse("11=L16/44100/1"), 256);
    assertThat(of(InetAddress.ofLiteral("ff05::1"), OptionalInt.of(4), audio).write())
        .contains("c=IN IP6 ff05:0:0:0:0:0:0:1\r\n");
  }

  @Test
  void shouldGiveIpv4MulticastATtlOfOneByDefault() {
    assertThat(SdpConnection.of(InetAddress.ofLiteral("239.1.2.3"), OptionalInt.empty()))
        .hasToString("IN IP4 239.1.2.3/1");
  }

  @Test
  void shouldKeepLineEndsOutOfTheName() throws SdpException {
    Audio audio = Audio.of(5004, PayloadFormat.parse("11=L16/44100/1"), 256);
    SessionDescription description =
        new SessionDescription(
            "- 1 1 IN IP4 10.0.0.1",
            "a\r\nm=audio 1 RTP/AVP 10",
            SdpConnection.of(InetAddress.ofLiteral("10.0.0.2"), OptionalInt.empty()),
            List.of(),
            audio);
    assertThat(parse(description.write()).audio()).isEqualTo(audio);
  }

  @Test
  void shouldReadAStaticTypeWithoutRtpmap() throws SdpException {
    SessionDescription description = parse(HEAD + PLACE + "m=audio 5004 RTP/AVP 10\n");
    assertThat(description.audio().formats())
        .containsExactly(PayloadFormat.parse("10=L16/44100/2"));
    assertThat(description.audio().packetMs()).isEmpty();
    assertThat(description.name()).isEqualTo("x");
  }

  @Test
  void shouldReadWhatFfmpegPrints() throws SdpException {
    SessionDescription description =
        parse(
            """
            SDP:
            v=0
            o=- 0 0 IN IP4 127.0.0.1
            s=No Name
            c=IN IP4 127.0.0.1
            t=0 0
            a=tool:libavformat 61.7.100
            m=audio 5004 RTP/AVP 97
            b=AS:2304
            a=rtpmap:97 L24/48000/2
            """);
    assertThat(description.audio().formats())
        .containsExactly(PayloadFormat.parse("97=L24/48000/2"));
    assertThat(description.connection().address()).contains(InetAddress.ofLiteral("127.0.0.1"));
  }

  @Test
  void shouldTakeTheFirstAudioThatIsNotSwitchedOff() throws SdpException {
    SessionDescription description =
        parse(
            HEAD
                + PLACE
                + "m=video 6000 RTP/AVP 96\na=rtpmap:96 H264/90000\nc=IN IP4 10.0.0.3\n"
                + "m=audio 0 RTP/AVP 10\n"
                + "m=audio 7000 RTP/AVP 96\na=rtpmap:96 L16/48000/4\n"
                + "m=audio 8000 RTP/AVP 11\n");
    assertThat(description.audio().port()).isEqualTo(7000);
    assertThat(description.audio().formats())
        .containsExactly(PayloadFormat.parse("96=L16/48000/4"));
    assertThat(description.connection().host()).isEqualTo("10.0.0.2");
  }

  @Test
  void shouldPreferTheAddressOfTheMedia() throws SdpException {
    SessionDescription description =
        parse(HEAD + PLACE + "m=audio 5004/2 RTP/AVP 10\nc=IN IP4 239.9.9.9/16/3\n");
    assertThat(description.connection()).hasToString("IN IP4 239.9.9.9/16");
    assertThat(description.connection().isMulticast()).isTrue();
  }

  @Test
  void shouldReadAnIpv6GroupWithACountOfAddresses() throws SdpException {
    SessionDescription description =
        parse(HEAD + "c=IN IP6 ff15::101/3\nt=0 0\nm=audio 5004 RTP/AVP 10\n");
    assertThat(description.connection()).hasToString("IN IP6 ff15::101");
    assertThat(description.connection().isMulticast()).isTrue();
  }

  @Test
  void shouldReadAHostNameWithoutLookingItUp() throws SdpException {
    SessionDescription description =
        parse(HEAD + "c=IN IP4 tree.local\nt=0 0\nm=audio 5004 RTP/AVP 10\n");
    assertThat(description.connection().host()).isEqualTo("tree.local");
    assertThat(description.connection().address()).isEmpty();
  }

  @Test
  void shouldKeepTheKnownOnesOfSeveralFormats() throws SdpException {
    SessionDescription description =
        parse(
            HEAD
                + PLACE
                + "m=audio 5004 RTP/AVP 0 96 98 10 98\na=rtpmap:96 opus/48000/2\n"
                + "a=rtpmap:98 l24/48000/2\na=rtpmap:98 L16/8000/1\na=ptime:1\n");
    assertThat(description.audio().formats())
        .containsExactly(
            PayloadFormat.parse("98=L24/48000/2"), PayloadFormat.parse("10=L16/44100/2"));
    assertThat(description.audio().packetMs()).hasValue(1);
    assertThat(description.audio().rateHz()).isEqualTo(48_000);
    assertThat(description.audio().payloadFormats().find(98))
        .isEqualTo(PayloadFormat.parseRtpmap("L24/48000/2"));
    assertThat(description.audio().payloadFormats().find(11)).isNotNull();
  }

  @Test
  void shouldTakeAPayloadTypeWithZerosBeforeItForTheSame() throws SdpException {
    SessionDescription read =
        parse(HEAD + PLACE + "m=audio 5004 RTP/AVP 098 10 010\na=rtpmap:98 L24/48000/2\n");
    assertThat(read.audio().formats())
        .containsExactly(
            PayloadFormat.parse("98=L24/48000/2"), PayloadFormat.parse("10=L16/44100/2"));
    assertThat(parse(read.write())).isEqualTo(read);
  }

  @Test
  void shouldReadAnyLineEndAndSkipWhatItDoesNotKnow() throws SdpException {
    String text =
        "v=0\ro=- 1 1 IN IP4 10.0.0.1\r\ns=x\n\n???\nz=1\nc=IN IP4 10.0.0.2\r\nt=0 0\n"
            + "m=audio 5004 RTP/AVP 11 \r\na=mid:1\r\nk=clear:x";
    assertThat(parse(text).audio().port()).isEqualTo(5004);
  }

  @Test
  void shouldReadTheSourcesOfTheMediaBeforeThoseOfTheSession() throws SdpException {
    String session = "a=source-filter: incl IN IP4 * 10.0.0.9\n";
    String media = "m=audio 5004 RTP/AVP 11\n";
    assertThat(parse(HEAD + PLACE + session + media).sources())
        .containsExactly(InetAddress.ofLiteral("10.0.0.9"));
    String both =
        session
            + media
            + "a=source-filter: incl IN IP4 * 10.0.0.7 10.0.0.8 name.local\n"
            + "a=source-filter: excl IN IP4 * 10.0.0.6\n";
    assertThat(parse(HEAD + PLACE + both).sources())
        .containsExactly(InetAddress.ofLiteral("10.0.0.7"), InetAddress.ofLiteral("10.0.0.8"));
  }

  @Test
  void shouldSayThatThereIsNoAudio() {
    String message = "the description has no audio: a line such as m=audio 5004 RTP/AVP 11";
    assertRefused(HEAD + PLACE, "line 5: " + message);
    assertRefused(HEAD + PLACE + "m=video 6000 RTP/AVP 96\n", "line 6: " + message);
    assertRefused(HEAD + PLACE + "m=audio 0 RTP/AVP 11\n", "line 6: " + message);
  }

  @Test
  void shouldNameAnUnknownEncoding() {
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n",
        "line 7: encoding 'opus': L16 or L24");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 0\n",
        "line 6: payload type 0 without rtpmap: 10 or 11, or an rtpmap with L16 or L24");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n",
        "line 7: encoding 'PCMU': L16 or L24");
  }

  @Test
  void shouldNameAFormatThatCannotBe() {
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 96\na=rtpmap:96 L24/4000/2\n",
        "line 7: rate 4000 Hz: 8000 to 192000");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 96\na=rtpmap:96 L24/48000/65\n",
        "line 7: 65 channels: 1 to 64");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP x\n", "line 6: payload type 'x': a number, 0 to 127");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/AVP 300\na=rtpmap:300 L16/8000\n",
        "line 7: payload type 300: 96 to 127, 35 to 63, 10 or 11");
  }

  @Test
  void shouldNameWhatIsNoDescription() {
    assertRefused("", "line 1: no session description: it begins with v=0");
    assertRefused("\n\n{\"version\": 1}\n", "line 3: '{\"version\": 1}': SDP begins with v=0");
    assertRefused("v=1\n", "line 1: 'v=1': SDP begins with v=0");
    assertRefused("o=-\n", "line 1: 'o=-': SDP begins with v=0");
  }

  @Test
  void shouldNameAWrongMediaLine() {
    assertRefused(
        HEAD + PLACE + "m=audio\n", "line 6: media 'audio': such as audio 5004 RTP/AVP 11");
    assertRefused(HEAD + PLACE + "m=audio 70000 RTP/AVP 11\n", "line 6: port 70000: 1 to 65535");
    assertRefused(
        HEAD + PLACE + "m=audio 5004 RTP/SAVP 11\n", "line 6: protocol 'RTP/SAVP': RTP/AVP");
  }

  @Test
  void shouldNameAMissingOrWrongAddress() {
    assertRefused(
        HEAD + "m=audio 5004 RTP/AVP 11\n",
        "line 4: audio without an address: a line such as c=IN IP4 192.168.1.21");
    assertRefused(
        HEAD + "c=IN IP5 10.0.0.1\nm=audio 5004 RTP/AVP 11\n",
        "line 4: connection 'IN IP5 10.0.0.1': such as IN IP4 239.1.2.3/4");
    assertRefused(
        HEAD + "c=IN IP4 239.1.2.3/256\nm=audio 5004 RTP/AVP 11\n", "line 4: ttl 256: 0 to 255");
  }

  @Test
  void shouldKeepQuotationsShortAndOnOneLine() {
    assertRefused(
        "\u0007" + "y".repeat(200), "line 1: '?" + "y".repeat(59) + "...': SDP begins with v=0");
  }

  @Test
  void shouldRefuseToDescribeWhatCannotBe() {
    PayloadFormat mono = PayloadFormat.parse("11=L16/44100/1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Audio(0, List.of(mono), OptionalDouble.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Audio(5004, List.of(), OptionalDouble.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Audio(5004, List.of(mono, mono), OptionalDouble.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Audio(5004, List.of(mono), OptionalDouble.of(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SdpConnection(SdpConnection.Family.IP4, "10.0.0.1", OptionalInt.of(4)));
  }

  @Test
  void shouldReadBackWhatItWrites() throws SdpException {
    long seed = 8_866L;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      SessionDescription written = random(random);
      assertThat(parse(written.write())).as("seed %d, turn %d", seed, i).isEqualTo(written);
    }
  }

  private static SessionDescription random(Random random) throws SdpException {
    byte[] address = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(address);
    try {
      InetAddress to = InetAddress.getByAddress(address);
      String rtpmap = (random.nextBoolean() ? "L16/" : "L24/") + random.nextInt(8_000, 192_001);
      PayloadFormat format =
          PayloadFormat.parse(random.nextInt(96, 128) + "=" + rtpmap + "/" + random.nextInt(1, 65));
      Audio audio = Audio.of(random.nextInt(1, 65_536), format, random.nextInt(1, 8_193));
      return new SessionDescription(
          SessionDescription.origin(random.nextLong(1L << 62), 1, to),
          random.nextBoolean() ? "" : "Großer Saal " + random.nextInt(),
          SdpConnection.of(to, OptionalInt.of(random.nextInt(256))),
          random.nextBoolean() ? List.of() : List.of(to),
          audio,
          random.nextBoolean());
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
