package audiostream.app.console;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a console as any program would. */
final class Api {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /** An answer. */
  record Answer(int status, String body, HttpResponse<String> response) {

    JsonValue json() {
      return JsonDocument.parse("answer", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A value deep in the answer, by names and indexes; its text as it is written. */
    String at(Object... way) {
      JsonValue value = json();
      for (Object step : way) {
        value =
            step instanceof Integer index
                ? value.asItems().get(index)
                : java.util.Objects.requireNonNull(
                    value.asObject().members().get((String) step), () -> step + " in " + body);
      }
      return switch (value) {
        case JsonValue.JsonText text -> text.text();
        case JsonValue.JsonNumber number -> number.written();
        case JsonValue.JsonFlag flag -> String.valueOf(flag.value());
        case JsonValue.JsonNull _ -> "null";
        case JsonValue.JsonObject object -> object.members().keySet().toString();
        case JsonValue.JsonArray array -> String.valueOf(array.items().size());
      };
    }
  }

  Api(String base) {
    this.base = base;
  }

  Answer get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws Exception {
    return send("POST", path, body, headers);
  }

  Answer send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response);
  }
}
