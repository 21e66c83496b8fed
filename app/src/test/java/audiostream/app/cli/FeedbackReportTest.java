package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.session.DestinationUri;
import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.feedback.ReceiverState;
import audiostream.engine.session.DestinationSnapshot;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FeedbackReportTest {

  private static final long MS = 1_000_000L;

  private static final Playout PLAYOUT =
      new Playout(
          Optional.of(ReceiverState.PLAYING),
          OptionalLong.of(61 * MS),
          OptionalLong.of(60 * MS),
          OptionalLong.of(480),
          OptionalLong.of(1),
          OptionalLong.of(2),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  private static ReceiverFeedback receiver(
      Presence presence, double fractionLost, Optional<Playout> playout) {
    return new ReceiverFeedback(
        7,
        Optional.empty(),
        presence,
        12_000 * MS,
        fractionLost,
        34,
        2 * MS,
        OptionalLong.of(3 * MS),
        playout);
  }

  private static DestinationSnapshot destination(String uri, ReceiverFeedback... receivers)
      throws Exception {
    return new DestinationSnapshot(
        DestinationUri.parse(uri),
        1,
        OptionalInt.of(11),
        256,
        Map.of(),
        Optional.empty(),
        receivers.length == 0
            ? Optional.empty()
            : Optional.of(new DestinationFeedback(List.of(receivers))));
  }

  private static String json(DestinationSnapshot destination) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      FeedbackReport.fields(json, destination);
      json.writeEndObject();
    }
    return text.toString();
  }

  @Test
  void shouldSayNothingOfRawDestinations() throws Exception {
    DestinationSnapshot raw = destination("hall=raw://127.0.0.1/1");
    assertThat(FeedbackReport.words(List.of(raw))).isEmpty();
    assertThat(json(raw)).isEqualTo("{}");
  }

  @Test
  void shouldSayInWordsWhoGivesNoFeedback() throws Exception {
    DestinationSnapshot player = destination("pc=rtp://127.0.0.1/1");
    assertThat(FeedbackReport.words(List.of(player))).isEqualTo("; pc: no feedback");
    assertThat(json(player)).isEqualTo("{\"feedback\":{\"state\":\"none\"}}");
  }

  @Test
  void shouldTellWhatAReceiverTells() throws Exception {
    DestinationSnapshot ours =
        destination(
            "tree=rtp://127.0.0.1/1", receiver(Presence.ANSWERING, 0.25, Optional.of(PLAYOUT)));
    assertThat(FeedbackReport.words(List.of(ours)))
        .isEqualTo("; tree: loss 25.0 %, jitter 2.0 ms, round trip 3.0 ms, latency 61.0 ms");
    assertThat(json(ours))
        .isEqualTo(
            "{\"feedback\":{\"state\":\"answering\",\"receivers\":1,\"silentMs\":12000,"
                + "\"lossPercent\":25.0,\"packetsLost\":34,\"jitterMs\":2.0,\"roundTripMs\":3.0,"
                + "\"playout\":\"playing\",\"latencyMs\":61.0,\"targetMs\":60.0,"
                + "\"concealedFrames\":480,\"underruns\":1,\"latePackets\":2}}");
  }

  @Test
  void shouldTellWhoIsSilentAndWhoHasLeft() throws Exception {
    DestinationSnapshot silent =
        destination("a=rtp://127.0.0.1/1", receiver(Presence.SILENT, 0, Optional.empty()));
    DestinationSnapshot left =
        destination("b=rtp://127.0.0.1:6000/1", receiver(Presence.LEFT, 0, Optional.empty()));
    assertThat(FeedbackReport.words(List.of(silent, left)))
        .isEqualTo("; a: silent for 12 s; b: has left");
  }

  @Test
  void shouldNameTheWorstOfAGroup() throws Exception {
    DestinationSnapshot group =
        destination(
            "all=rtp://239.1.2.3/1",
            receiver(Presence.ANSWERING, 0, Optional.empty()),
            receiver(Presence.ANSWERING, 0.5, Optional.empty()),
            receiver(Presence.SILENT, 1, Optional.empty()));
    assertThat(FeedbackReport.words(List.of(group)))
        .startsWith("; all: 2 receivers, worst loss 50.0 %");
  }

  @Test
  void shouldSumManyDestinationsUp() throws Exception {
    List<DestinationSnapshot> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          destination(
              "to" + i + "=rtp://127.0.0.1:" + (6_000 + 2 * i) + "/1",
              receiver(Presence.ANSWERING, i / 100.0, Optional.empty())));
    }
    all.add(destination("gone=rtp://127.0.0.2/1", receiver(Presence.SILENT, 0, Optional.empty())));
    all.add(destination("never=rtp://127.0.0.3/1"));
    assertThat(FeedbackReport.words(all))
        .startsWith("; feedback from 10 of 12, worst to9: loss 9.0 %")
        .endsWith("; gone: silent for 12 s");
  }

  @Test
  void shouldNotLetANameGiveOrdersToTheTerminal() throws Exception {
    DestinationSnapshot plain = destination("x=rtp://127.0.0.1/1");
    DestinationSnapshot hostile =
        new DestinationSnapshot(
            plain.config().withName("a\u001b[2Jb\nwarning: c"),
            1,
            OptionalInt.of(11),
            256,
            Map.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(FeedbackReport.words(List.of(hostile)))
        .isEqualTo("; a?[2Jb?warning: c: no feedback");
  }
}
