package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonValue;
import audiostream.app.json.SchemaNodes;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API says what the API does, and all of it. */
@Timeout(60)
class OpenApiTest {

  /** Answers of GET and the schema that each is described by. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/api/session", "Session",
          "/api/events", "Events",
          "/api/found", "Found",
          "/api/inputs", "Inputs",
          "/api/history", "HistoryOfAll",
          "/api/destinations/1/history", "History");

  /** Live values and their schemas. */
  private static final Map<String, String> LIVE =
      Map.of(
          "session", "Session",
          "status", "Status",
          "meters", "Meters",
          "history", "HistoryOfAll",
          "events", "Events",
          "found", "Found",
          "event", "Event");

  @TempDir Path folder;

  private RunningSender sender;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    sender = RunningSender.with(folder, PageFixture.SESSION);
    api = new Api(sender.url());
  }

  @AfterEach
  void stop() {
    sender.close();
  }

  private static List<String> described(String openApi) {
    List<String> all = new ArrayList<>();
    Map<String, JsonValue> document =
        JsonDocument.parse("openapi", openApi.getBytes(StandardCharsets.UTF_8))
            .asObject()
            .members();
    Objects.requireNonNull(document.get("paths"))
        .asObject()
        .members()
        .forEach((path, methods) ->
            methods
                .asObject()
                .members()
                .keySet()
                .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return all;
  }

  @Test
  void shouldDescribeEveryAddressThatIsServedAndNoOther() throws Exception {
    List<String> served =
        sender.addresses().stream()
            .filter(address -> address.contains("/api/") || address.endsWith("/metrics"))
            .toList();
    assertThat(served).hasSizeGreaterThan(25);
    assertThat(described(api.get("/api/openapi.json").body()))
        .containsExactlyInAnyOrderElementsOf(served);
  }

  private final Validator validator =
      new ValidatorFactory().withJsonNodeFactory(new SchemaNodes()).createValidator();

  private List<String> wrong(String schema, String answer) {
    List<String> errors = new ArrayList<>();
    Validator.Result result =
        validator.validate(URI.create("urn:openapi#/components/schemas/" + schema), answer);
    if (!result.isValid()) {
      result.getErrors().forEach(e -> errors.add(e.getInstanceLocation() + ": " + e.getError()));
    }
    return errors;
  }

  @Test
  void shouldAnswerAsItsSchemasSay() throws Exception {
    String openApi = api.get("/api/openapi.json").body();
    validator.registerSchema(URI.create("urn:openapi"), openApi);
    api.post("/api/stop", "");
    api.post("/api/start", "");
    api.send("DELETE", "/api/destinations/2", "", "If-Match", "1");
    Map<String, String> live = live();
    assertThat(live.keySet()).containsExactlyInAnyOrderElementsOf(LIVE.keySet());
    live.forEach(
        (event, data) -> assertThat(wrong(LIVE.getOrDefault(event, ""), data)).as(data).isEmpty());
    for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
      Api.Answer told = api.get(answer.getKey());
      assertThat(told.status()).isEqualTo(200);
      assertThat(wrong(answer.getValue(), told.body())).as(told.body()).isEmpty();
    }
    assertThat(wrong("Session", "{\"unsaved\": 7}")).isNotEmpty();
    Api.Answer late = api.send("PATCH", "/api/destinations/1", "{\"mute\": 7}", "If-Match", "1");
    assertThat(wrong("Refusal", late.body())).as(late.body()).isEmpty();
  }

  /** One of each event; the one about a change is brought about. */
  private Map<String, String> live() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(sender.url() + "/api/live").toURL().openConnection();
    connection.setReadTimeout(20_000);
    Map<String, String> seen = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String event = "";
      boolean changed = false;
      while (seen.size() < LIVE.size()) {
        String line = String.valueOf(lines.readLine());
        assertThat(line).as("the feed goes on").isNotEqualTo("null");
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          seen.put(event, line.substring(6));
        }
        if (!changed && seen.containsKey("meters")) {
          changed = true;
          api.post("/api/panic", "{\"on\": true}");
        }
      }
    }
    return seen;
  }
}
