package audiostream.app.json;

import audiostream.app.json.JsonValue.JsonArray;
import audiostream.app.json.JsonValue.JsonFlag;
import audiostream.app.json.JsonValue.JsonNull;
import audiostream.app.json.JsonValue.JsonNumber;
import audiostream.app.json.JsonValue.JsonObject;
import audiostream.app.json.JsonValue.JsonText;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has the schema validator read with our own parser, so that no other JSON library is needed. */
public final class SchemaNodes implements JsonNodeFactory {
  @Override
  public JsonNode wrap(Object node) {
    return node instanceof JsonNode known ? known : new Node((JsonValue) node, "");
  }

  @Override
  public JsonNode create(String json) {
    return wrap(JsonDocument.parse("f", json.getBytes(StandardCharsets.UTF_8)));
  }

  private record Node(JsonValue value, String pointer) implements JsonNode {
    @Override
    public String getJsonPointer() {
      return pointer;
    }

    @Override
    public SimpleType getNodeType() {
      return switch (value) {
        case JsonObject _ -> SimpleType.OBJECT;
        case JsonArray _ -> SimpleType.ARRAY;
        case JsonText _ -> SimpleType.STRING;
        case JsonFlag _ -> SimpleType.BOOLEAN;
        case JsonNull _ -> SimpleType.NULL;
        case JsonNumber number ->
            decimal(number).stripTrailingZeros().scale() <= 0
                ? SimpleType.INTEGER
                : SimpleType.NUMBER;
      };
    }

    private static BigDecimal decimal(JsonNumber number) {
      return new BigDecimal(number.written());
    }

    @Override
    public boolean asBoolean() {
      return value.asFlag();
    }

    @Override
    public String asString() {
      return value.asText();
    }

    @Override
    public BigInteger asInteger() {
      return asNumber().toBigIntegerExact();
    }

    @Override
    public BigDecimal asNumber() {
      return decimal((JsonNumber) value);
    }

    @Override
    public List<JsonNode> asArray() {
      List<JsonNode> items = new ArrayList<>();
      for (JsonValue item : value.asItems()) {
        items.add(new Node(item, pointer + "/" + items.size()));
      }
      return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
      Map<String, JsonNode> members = new LinkedHashMap<>();
      value
          .asObject()
          .members()
          .forEach((name, member) ->
              members.put(
                  name, new Node(member, pointer + "/" + JsonNode.encodeJsonPointer(name))));
      return members;
    }
  }
}
