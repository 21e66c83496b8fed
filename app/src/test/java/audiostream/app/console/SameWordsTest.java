package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonLine;
import audiostream.app.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page checks what is typed as the program does, and says it in the same words. */
class SameWordsTest extends PageFixture {

  private static final Map<String, List<String>> TYPED =
      Map.of(
          "name",
              List.of(
                  "",
                  "  ",
                  "x".repeat(101),
                  "x".repeat(100),
                  "x".repeat(10_000),
                  "tree 2",
                  "\u202E\uD83D\uDD0A"),
          "gainDb",
              List.of(
                  "",
                  "loud",
                  "-101",
                  "-100",
                  "40",
                  "40.1",
                  "1e3",
                  "--3",
                  "+3",
                  "-6,5",
                  ".5",
                  "5.",
                  "0x10",
                  "Infinity",
                  "NaN",
                  "-6 dB",
                  "1".repeat(30)),
          "channels",
              List.of(
                  "", "0", "65", "1-", "-1", "1,,2", "1-4,4", "a", "1;2", "1 - 2", "4-1", "1-64",
                  "00001", "1-3,", "1,1,1"),
          "delay",
              List.of("", "0", "3", "3.5ms", "1,2m", "1001ms", "344m", "-1ms", "1 m", "x", "1s"),
          "url",
              List.of(
                  "",
                  "x",
                  "ftp://h",
                  "rtp://",
                  "rtp://127.0.0.1:0",
                  "rtp://127.0.0.1:65536",
                  "rtp://127.0.0.1:",
                  "rtp://127.0.0.1:a",
                  "RAW://127.0.0.1:23090",
                  "rtp://[::1]:23090",
                  "rtp://127.0.0.1:999999999999",
                  "://127.0.0.1",
                  "raw://127.0.0.1:23090?ttl=0"));

  private static final Map<String, String> CHECK =
      Map.of(
          "name", "name", "gainDb", "gain", "channels", "channels", "url", "url", "delay", "delay");

  /** What the page says of each text. */
  private static List<String> page(String check, List<String> texts) {
    String said =
        browser.value(
            "import('/check.js').then((c) => JSON.stringify(["
                + texts.stream()
                    .map(text -> "c." + check + "(" + JsonLine.text(text) + ")")
                    .collect(Collectors.joining(","))
                + "]))");
    return JsonDocument.parse("page", said.getBytes(StandardCharsets.UTF_8)).asItems().stream()
        .map(JsonValue::asText)
        .toList();
  }

  private String program(String method, String path, String field, String text) throws Exception {
    String revision =
        path.contains("destinations") ? told("destinations", 0, "revision") : told("revision");
    String body = "{" + JsonLine.text(field) + ": " + JsonLine.text(text) + "}";
    Api.Answer answer = api.send(method, path, body, "If-Match", revision);
    return answer.status() == 422 ? answer.at("error") : "";
  }

  @Test
  void shouldRefuseFieldsOfADestinationInTheWordsOfTheProgram() throws Exception {
    for (Map.Entry<String, List<String>> field : TYPED.entrySet()) {
      List<String> texts = field.getValue();
      List<String> pages = page(CHECK.getOrDefault(field.getKey(), ""), texts);
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        String page = pages.get(i);
        String program = program("PATCH", "/api/destinations/1", field.getKey(), text);
        // The program knows more, such as the input's channels; but nothing less, and in other
        // words nothing.
        if (!page.isEmpty()) {
          assertThat(page).as("%s '%s'", field.getKey(), text).isEqualTo(program);
        }
      }
    }
  }

  @Test
  void shouldRefuseTheGroupInTheWordsOfTheProgram() throws Exception {
    List<String> texts =
        List.of(
            "",
            "off",
            "auto",
            "4",
            "5",
            "5000",
            "5000.5",
            "5001",
            "+004.50",
            "-0",
            "-7",
            "60ms",
            "60,5",
            "always",
            "1e3",
            "0.001",
            "1".repeat(12),
            "x".repeat(300));
    for (String field : List.of("latency", "maxMs")) {
      List<String> pages = page(field.equals("maxMs") ? "most" : field, texts);
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        program("PUT", "/api/group", "latency", "");
        assertThat(pages.get(i))
            .as("%s '%s'", field, text)
            .isEqualTo(program("PUT", "/api/group", field, text));
        program("PUT", "/api/group", "maxMs", "");
      }
    }
  }

  @Test
  void shouldRefuseNumbersOfTheInputInTheWordsOfTheProgram() throws Exception {
    Map<String, String> ranges =
        Map.of(
            "rate",
            "8000, 192000",
            "block",
            "16, 8192",
            "packet",
            "1, 8192, ' frames'",
            "mtu",
            "576, 9000");
    for (Map.Entry<String, String> range : ranges.entrySet()) {
      boolean input = range.getKey().equals("rate") || range.getKey().equals("block");
      List<String> texts = List.of("0", "7", "999999", "x", "-1", "1.5", "10000000000");
      List<String> pages = page("whole('" + range.getKey() + "', " + range.getValue() + ")", texts);
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        String program = program("PUT", input ? "/api/input" : "/api/format", range.getKey(), text);
        assertThat(pages.get(i)).as("%s '%s'", range.getKey(), text).isEqualTo(program);
      }
    }
  }

  @Test
  void shouldRefuseNamesOfFilesInTheWordsOfTheProgram() throws Exception {
    List<String> texts =
        List.of(
            "",
            " ",
            ".hidden",
            ".json",
            "../up",
            "a/b",
            "a\\b",
            "C:x",
            "a\u0000b",
            "x".repeat(101),
            "x".repeat(100),
            "x".repeat(100) + ".json",
            "\u5b57".repeat(66),
            "\u5b57".repeat(67),
            "evening");
    List<String> pages = page("fileName", texts);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Api.Answer answer =
          api.post(
              "/api/session/save", "{\"overwrite\": true, \"as\": " + JsonLine.text(text) + "}");
      String program = answer.status() == 422 ? answer.at("error") : "";
      assertThat(pages.get(i)).as(text).isEqualTo(program);
    }
  }
}
