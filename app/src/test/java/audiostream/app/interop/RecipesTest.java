package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.console.Recording;
import audiostream.engine.audio.SampleEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the recipes of docs/interoperability.md as they stand there, by a shell; only addresses,
 * devices and the names of files are put in place, all of which are listed here.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class RecipesTest {

  private static final Path PAGE = Path.of("..", "docs", "interoperability.md");
  private static final Pattern MARKED =
      Pattern.compile("<!-- recipe: ([^>]+) -->\n\n((?: {4}[^\n]*\n)+)");
  private static final int RATE_HZ = 44_100;
  private static final int SECONDS = 6;

  /** Channel 1 of the generated signal, and of the file. */
  private static final double FIRST_HZ = 300;

  private static final double SECOND_HZ = 400;

  /** VLC does not run as root, as which some machines run tests. */
  private static final String NO_ROOT =
      "root".equals(System.getProperty("user.name"))
          ? "env HOME=$PWD setpriv --reuid 65534 --clear-groups "
          : "";

  /** What a recipe ends in: a file that holds what was heard. */
  private enum Heard {
    TAKE("take.wav"),
    OURS("heard.wav"),
    PLAYER("heard.raw");

    private final String file;

    Heard(String file) {
      this.file = file;
    }
  }

  /** The recipes: which program they need, what comes out, and how many channels. */
  enum Recipe {
    FFPLAY_PLAYS_US("ffplay", Heard.PLAYER, 2),
    FFMPEG_RECORDS_US("ffmpeg", Heard.TAKE, 2),
    WE_PLAY_FFMPEG("ffmpeg", Heard.OURS, 1),
    GSTREAMER_PLAYS_US("gst-launch-1.0", Heard.PLAYER, 2),
    WE_PLAY_GSTREAMER("gst-launch-1.0", Heard.OURS, 2),
    VLC_PLAYS_US("cvlc", Heard.PLAYER, 2),
    JACK_TO_JACK("jackd", Heard.TAKE, 2),
    A_PIPE_INTO_US("ffmpeg", Heard.OURS, 2),
    A_PIPE_OUT_OF_US("ffmpeg", Heard.TAKE, 2);

    private final String program;
    private final Heard heard;
    private final int channels;

    Recipe(String program, Heard heard, int channels) {
      this.program = program;
      this.heard = heard;
      this.channels = channels;
    }

    private String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  @TempDir Path folder;

  private static Map<String, String> recipes() throws IOException {
    Map<String, String> recipes = new LinkedHashMap<>();
    Matcher marked = MARKED.matcher(Files.readString(PAGE));
    while (marked.find()) {
      recipes.put(marked.group(1), marked.group(2));
    }
    return recipes;
  }

  @Test
  void shouldKnowEveryRecipeOfThePage() throws Exception {
    assertThat(recipes().keySet())
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(Recipe.values()).map(Recipe::words).toList());
  }

  /** The commands, each in one line. */
  private static List<String> commands(String block) {
    return block.replaceAll("\\\\\n +", "").lines().map(String::strip).toList();
  }

  /** What stands for the reader's own network, devices and files. */
  private String placed(Recipe recipe, String command, int port) {
    String here =
        command
            .replaceAll("192\\.168\\.1\\.[0-9]+", "127.0.0.1")
            .replace("5004", Integer.toString(port))
            .replace("--input BlackHole", "--input tone:2");
    return switch (recipe) {
      case FFPLAY_PLAYS_US ->
          here.replace("ffplay ", "SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=heard.raw ffplay ");
      case GSTREAMER_PLAYS_US ->
          here.replace(
              "autoaudiosink",
              "audio/x-raw,format=S16LE ! filesink buffer-mode=2 location=heard.raw");
      case VLC_PLAYS_US ->
          here.replace(
              "cvlc ",
              NO_ROOT
                  + "cvlc --aout=afile --audiofile-format=s16 --no-audiofile-wav"
                  + " --audiofile-file=heard.raw ");
      case WE_PLAY_FFMPEG, WE_PLAY_GSTREAMER, A_PIPE_INTO_US ->
          here.replace("receive rtp://", "receive --output wav:heard.wav rtp://");
      case FFMPEG_RECORDS_US, JACK_TO_JACK, A_PIPE_OUT_OF_US -> here;
    };
  }

  /** With a script in the path that is this project's program. */
  private Program shell(String command) throws IOException {
    Path script = folder.resolve("audiostream");
    if (!Files.exists(script)) {
      Files.writeString(
          script, "#!/bin/sh\nexec '" + String.join("' '", Program.ourCommand()) + "' \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    boolean one = !command.contains("|") && !command.startsWith("SDL_");
    String line = "cd '" + folder + "'; PATH=$PWD:$PATH; " + (one ? "exec " : "") + command;
    return Program.start("sh", "-c", line);
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void shouldSoundAsThePageSays(Recipe recipe) throws Exception {
    Program.require(recipe.program, recipe.program);
    Assumptions.assumeTrue(
        recipe != Recipe.JACK_TO_JACK || System.getenv("AUDIOSTREAM_LAB") != null,
        "no lab devices: scripts/lab-up, then source the env.sh that it names");
    // Of another rate than what is sent, as half of all files are.
    Reference.of(SampleEncoding.S16_LE, 48_000, recipe.channels, SECONDS)
        .write(folder.resolve("piece.wav"));
    int port = Ports.freePair();
    List<String> commands =
        new ArrayList<>(
            commands(recipes().getOrDefault(recipe.words(), "")).stream()
                .map(command -> placed(recipe, command, port))
                .toList());
    if (commands.getFirst().startsWith("audiostream sdp")) {
      try (Program sdp = shell(commands.removeFirst())) {
        assertThat(sdp.awaitEnd()).as(sdp.output()).isZero();
      }
    }
    assertThat(commands).hasSize(2);
    try (Program listener = shell(commands.getFirst())) {
      listener.await("somebody listens on " + port, () -> Ports.isBound(port));
      try (Program sender = shell(commands.getLast())) {
        listener.await("two seconds are heard: " + sender.output(), () -> isLongEnough(recipe));
        listener.endAll();
      }
    }
    assertHeard(recipe);
  }

  private boolean isLongEnough(Recipe recipe) {
    Path file = folder.resolve(recipe.heard.file);
    return file.toFile().length() > 3L * RATE_HZ * recipe.channels * 2;
  }

  private void assertHeard(Recipe recipe) throws IOException {
    Path file = folder.resolve(recipe.heard.file);
    for (int channel = 1; channel <= recipe.channels; channel++) {
      Recording heard =
          recipe.heard == Heard.PLAYER
              ? Recording.ofRaw(file, channel, recipe.channels, RATE_HZ)
              : Recording.of(file, channel);
      double right = channel == 1 ? FIRST_HZ : SECOND_HZ;
      double wrong = channel == 1 ? SECOND_HZ : FIRST_HZ;
      assertThat(heard.loudest(right)).as("%s, channel %d", recipe, channel).isGreaterThan(0.2);
      assertThat(heard.loudest(wrong)).as("%s, channel %d", recipe, channel).isLessThan(0.02);
    }
  }
}
