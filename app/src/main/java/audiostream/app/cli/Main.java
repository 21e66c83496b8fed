package audiostream.app.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code audiostream}. */
@Command(
    name = "audiostream",
    description = "Each channel of a sound interface to its own loudspeaker over the network.",
    version = "audiostream 0.1.0",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "First steps:",
      "  audiostream demo                 hear and see it work, without sound card and network",
      "  audiostream devices              what this machine can capture from and play to",
      "  audiostream send --input BlackHole --to rtp://192.168.1.21/1",
      "  audiostream receive",
      "",
      "Exit status: 0 all is well, 1 failed while running, 2 wrong use."
    })
public final class Main {

  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /**
   * Runs the program without ending the JVM.
   *
   * @return the exit status
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    CommandLine program = create(new Terminal(out, err));
    program.setOut(writer(out));
    program.setErr(writer(err));
    return program.execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static CommandLine create(Terminal terminal) {
    CommandLine program = new CommandLine(new Main());
    for (Object command : commands(terminal)) {
      program.addSubcommand(command);
    }
    program.addSubcommand(new CommandLine(new AutoComplete.GenerateCompletion()));
    program.getSubcommands().values().forEach(Main::addHelp);
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setParameterExceptionHandler((e, args) -> complain(e, terminal));
    program.setExecutionExceptionHandler((e, command, result) -> explain(e, command, terminal));
    return program;
  }

  private static List<Object> commands(Terminal terminal) {
    return List.of(
        new DemoCommand(terminal),
        new DevicesCommand(terminal),
        new SendCommand(terminal),
        new ReceiveCommand(terminal),
        new PackageCommand(terminal));
  }

  private static void addHelp(CommandLine command) {
    if (!command.getCommandSpec().mixinStandardHelpOptions()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    command.getSubcommands().values().forEach(Main::addHelp);
  }

  private static int complain(ParameterException e, Terminal terminal) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    terminal
        .err()
        .println(
            name
                + ": "
                + oneLine(String.valueOf(e.getMessage()))
                + hint
                + " (see "
                + name
                + " --help)");
    return WRONG_USE;
  }

  private static int explain(Exception e, CommandLine command, Terminal terminal) {
    String name = command.getCommandSpec().qualifiedName();
    if (e instanceof WrongUseException) {
      terminal.err().println(name + ": " + oneLine(String.valueOf(e.getMessage())));
      return WRONG_USE;
    }
    terminal.err().println(name + ": failed: " + oneLine(String.valueOf(e)));
    return FAILED;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
