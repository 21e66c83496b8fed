package audiostream.app.console.sender;

import audiostream.app.json.JsonLine;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A receiver that announces itself on this network.
 *
 * @param name as its user called it
 * @param url where it listens
 * @param channels that it plays; 0: it does not say
 * @param rates that it plays, such as {@code 44100}; may be empty
 * @param version of its program; may be empty
 */
public record Found(String name, String url, int channels, String rates, String version) {

  static String json(List<Found> all) {
    return JsonLine.object(json -> {
      json.writeArrayFieldStart("found");
      for (Found one : all) {
        one.write(json);
      }
      json.writeEndArray();
    });
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("url", url);
    json.writeNumberField("channels", channels);
    json.writeStringField("rates", rates);
    json.writeStringField("version", version);
    json.writeEndObject();
  }
}
