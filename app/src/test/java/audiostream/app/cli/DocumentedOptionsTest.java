package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation has people type is what the program takes. */
class DocumentedOptionsTest {

  private static final Path ROOT = Path.of("..");

  /** A command line of ours: up to its end, or to where the shell or the sentence goes on. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:audiostream|`) ?([a-z]+)((?: (?![|>&;#])[^\\s`|>&;#]+)*)");

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private static final Set<String> COMMANDS =
      Set.of(
          "send",
          "receive",
          "demo",
          "devices",
          "sdp",
          "session",
          "impair",
          "doctor",
          "package",
          "completion");

  private final Map<String, Set<String>> known = new HashMap<>();

  private Set<String> optionsOf(String command) {
    return known.computeIfAbsent(command, DocumentedOptionsTest::askHelp);
  }

  private static Set<String> askHelp(String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Main.run(stream, stream, command, "--help")).as(command).isZero();
    return OPTION
        .matcher(out.toString(StandardCharsets.UTF_8))
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void shouldNameOnlyOptionsThatThereAre() throws Exception {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      String text = Files.readString(page).replaceAll("\\\\\n +", " ").replaceAll(" +", " ");
      Matcher command = COMMAND.matcher(text);
      while (command.find()) {
        if (COMMANDS.contains(command.group(1))) {
          for (String option :
              OPTION.matcher(command.group(2)).results().map(m -> m.group()).toList()) {
            seen++;
            if (!optionsOf(command.group(1)).contains(option)) {
              wrong.add(page.getFileName() + ": " + command.group().strip());
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).as("options in the documentation").isGreaterThan(60);
  }
}
