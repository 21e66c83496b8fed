package audiostream.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManPagesTest {

  @Command(
      name = "audiostream",
      description = "Plays.",
      footer = {"Examples:", ".dots and 'quotes'"})
  private static final class Program {}

  @Command(name = "send", description = "Sends 100%% of it.")
  private static final class Send {
    @Option(names = "--to", paramLabel = "URI", description = "Where to.")
    private String to;

    @Option(names = "--odd", hidden = true)
    private boolean odd;
  }

  @Command(name = "rehearse", hidden = true, description = "For ourselves.")
  private static final class Rehearse {}

  private static Map<String, String> pages() {
    CommandLine program =
        new CommandLine(new Program()).addSubcommand(new Send()).addSubcommand(new Rehearse());
    return ManPages.of(program.getCommandSpec(), "1.2");
  }

  @Test
  void shouldWriteAPageForEachCommandButNoHiddenOne() {
    assertThat(pages()).containsOnlyKeys("audiostream.1", "audiostream-send.1");
    assertThat(pages().get("audiostream.1"))
        .startsWith(".TH AUDIOSTREAM 1 \"\" \"AudioStreamUDP 1.2\"\n.SH NAME\n")
        .contains("audiostream \\- Plays.", "audiostream\\-send(1)")
        .doesNotContain("rehearse");
  }

  @Test
  void shouldDescribeOptionsButNoHiddenOnes() {
    assertThat(pages().get("audiostream-send.1"))
        .contains(".TP\n\\fB\\-\\-to=URI\\fR\nWhere to.\n", "Sends 100% of it.")
        .doesNotContain("odd");
  }

  @Test
  void shouldNotLetTextBecomeARequest() {
    assertThat(pages().get("audiostream.1")).contains("\n\\&.dots and 'quotes'\n");
  }
}
