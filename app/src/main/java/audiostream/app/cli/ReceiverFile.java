package audiostream.app.cli;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonNumber;
import audiostream.app.json.Members;
import audiostream.app.json.Place;
import audiostream.app.session.ReadableFile;
import audiostream.app.session.ReceiveUri;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A receiver's configuration file: its fields are the options of {@code receive} without their
 * dashes, so that whatever the command learns can stand in the file, too.
 */
final class ReceiverFile {

  private static final int VERSION = 1;
  private static final String URI = "uri";

  /** Of the command line only. */
  private static final List<String> NOT_IN_FILES = List.of("--config", "--help", "--version");

  private final Path file;
  private final Map<String, List<String>> arguments = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  private ReceiverFile(Path file) {
    this.file = file;
  }

  /**
   * @param receive the command whose options may stand in the file
   * @throws IllegalArgumentException with a sentence for the user that begins with {@code
   *     FILE:LINE:COLUMN PATH}
   */
  static ReceiverFile read(Path file, CommandSpec receive) {
    ReceiverFile read = new ReceiverFile(file);
    JsonValue document = JsonDocument.parse(file.toString(), ReadableFile.bytes(file));
    requireVersion(document.asObject());
    List<OptionSpec> options = options(receive);
    Stream<String> names = options.stream().map(option -> field(option.longestName()));
    Members members =
        Members.of(
            document, Stream.concat(Stream.of("version", URI), names).toArray(String[]::new));
    members
        .find(URI)
        .ifPresent(uri -> {
          uri.place().check(() -> ReceiveUri.parse(uri.asText()));
          read.add(URI, uri, List.of(uri.asText()));
        });
    for (OptionSpec option : options) {
      String name = option.longestName();
      members.find(field(name)).ifPresent(value -> read.add(name, value, arguments(option, value)));
    }
    return read;
  }

  private static void requireVersion(JsonValue.JsonObject object) {
    JsonValue version = object.members().get("version");
    if (version == null) {
      throw object.place().wrong("the field 'version' is missing: \"version\": " + VERSION);
    }
    if (version.asWhole() != VERSION) {
      throw version
          .place()
          .wrong("version " + version.asWhole() + ": this program reads version " + VERSION);
    }
  }

  private static List<OptionSpec> options(CommandSpec receive) {
    return receive.options().stream()
        .filter(option -> !option.hidden() && !NOT_IN_FILES.contains(option.longestName()))
        .toList();
  }

  private static String field(String option) {
    return option.substring(2);
  }

  private void add(String name, JsonValue value, List<String> words) {
    arguments.put(name, words);
    places.put(name, value.place());
  }

  private static List<String> arguments(OptionSpec option, JsonValue value) {
    String name = option.longestName();
    if (option.isMultiValue()) {
      return value.asItems().stream().map(item -> name + "=" + item.asText()).toList();
    }
    boolean flag = option.arity().max() == 0;
    if (flag || (option.arity().min() == 0 && value instanceof JsonValue.JsonFlag)) {
      return flag(option, value.asFlag());
    }
    return List.of(name + "=" + written(option, value));
  }

  private static List<String> flag(OptionSpec option, boolean wanted) {
    if (wanted) {
      return List.of(option.longestName());
    }
    return option.negatable() ? List.of("--no-" + field(option.longestName())) : List.of();
  }

  private static String written(OptionSpec option, JsonValue value) {
    Class<?> type = option.type();
    if (type == int.class || type == Integer.class) {
      return Integer.toString(value.asWhole());
    }
    if (type == double.class || type == Double.class) {
      return Double.toString(value.asNumber());
    }
    // What is a number or a word, such as a latency, may be written as either.
    return value instanceof JsonNumber number ? number.written() : value.asText();
  }

  /** The command line that says the same as the file, and what was typed beside it, which wins. */
  List<String> joinedWith(ParseResult typed) {
    List<String> all = new ArrayList<>();
    arguments.forEach((name, words) -> {
      if (name.equals(URI) ? !typed.hasMatchedPositional(0) : !typed.hasMatchedOption(name)) {
        all.addAll(words);
      }
    });
    typed.matchedOptions().stream()
        .filter(option -> !option.longestName().equals("--config"))
        .forEach(option -> all.addAll(retyped(option)));
    typed.matchedPositionals().forEach(uri -> all.addAll(uri.originalStringValues()));
    return all;
  }

  private static List<String> retyped(OptionSpec option) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      return flag(option, Boolean.TRUE.equals(option.getValue()));
    }
    return option.originalStringValues().stream().map(value -> name + "=" + value).toList();
  }

  /** Puts before a complaint of an option where in the file it stands. */
  String located(String complaint) {
    return named(complaint)
        .map(place -> String.valueOf(place.wrong(complaint).getMessage()))
        .orElse(file + ": " + complaint);
  }

  /** The longest name counts: {@code --latency-min} is not {@code --latency}. */
  private Optional<Place> named(String complaint) {
    Optional<Place> option =
        places.keySet().stream()
            .filter(name -> !name.equals(URI))
            .filter(name -> complaint.matches("(?s).*" + name + "(?![a-z-]).*"))
            .findFirst()
            .map(places::get);
    boolean aboutUri =
        arguments.getOrDefault(URI, List.of()).stream().anyMatch(complaint::contains);
    return option.or(() -> aboutUri ? Optional.ofNullable(places.get(URI)) : Optional.empty());
  }
}
