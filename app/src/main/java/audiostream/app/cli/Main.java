package audiostream.app.cli;

import audiostream.app.cli.Complaint.Lines;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program {@code audiostream}. */
@Command(
    name = "audiostream",
    description = "Each channel of a sound interface to its own loudspeaker over the network.",
    versionProvider = ProgramVersion.class,
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

  private static final int HELP_WIDTH = 100;

  /** Set to have errors printed with their stack traces. */
  private static final String TRACE_VARIABLE = "AUDIOSTREAM_TRACE";

  /** Commands that tell of all the others. */
  private static final Set<String> TELLING = Set.of("package", "completion");

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
    return create(new Terminal(out, err), arguments).execute(arguments);
  }

  /** All commands, in the order of the help; a new one is one more line here. */
  private static Map<String, Function<Terminal, Object>> commands() {
    Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();
    all.put("demo", DemoCommand::new);
    all.put("devices", DevicesCommand::new);
    all.put("send", SendCommand::new);
    all.put("receive", ReceiveCommand::new);
    all.put("sdp", SdpCommand::new);
    all.put("session", SessionCommand::new);
    all.put("impair", ImpairCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("package", PackageCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("rehearse", RehearseCommand::new);
    return all;
  }

  /**
   * With the command that is asked for, or with all: to read the options of ten commands takes a
   * fifth of a second, before any sound.
   */
  private static CommandLine create(Terminal terminal, String... arguments) {
    CommandLine program = new CommandLine(new Main());
    Map<String, Function<Terminal, Object>> all = commands();
    String asked = arguments.length == 0 || TELLING.contains(arguments[0]) ? "" : arguments[0];
    all.forEach((name, command) -> {
      if (!all.containsKey(asked) || name.equals(asked)) {
        program.addSubcommand(command.apply(terminal));
      }
    });
    program.getSubcommands().values().forEach(Main::addHelp);
    program.setOut(writer(terminal.out()));
    program.setErr(writer(terminal.err()));
    program.setUsageHelpWidth(HELP_WIDTH);
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setParameterExceptionHandler((e, args) -> complain(e, terminal));
    program.setExecutionExceptionHandler((e, command, result) -> explain(e, command, terminal));
    return program;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static void addHelp(CommandLine command) {
    // Command methods get their arguments by position, which a mix-in added later would shift.
    if (!command.getCommandSpec().mixinStandardHelpOptions()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    command.getCommandSpec().versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(Main::addHelp);
  }

  private static int complain(ParameterException e, Terminal terminal) {
    terminal.err().println(Complaint.of(e));
    return WRONG_USE;
  }

  private static int explain(Exception e, CommandLine command, Terminal terminal) {
    String name = command.getCommandSpec().qualifiedName();
    boolean wrongUse = e instanceof WrongUseException || e instanceof IllegalArgumentException;
    String what = wrongUse ? Lines.joined(e.getMessage()) : "failed: " + Lines.joined(e.toString());
    terminal.err().println(name + ": " + what);
    if (System.getenv(TRACE_VARIABLE) != null) {
      e.printStackTrace(terminal.err());
    }
    return wrongUse ? WRONG_USE : FAILED;
  }
}
