package audiostream.app.cli;

import audiostream.app.words.Excerpt;
import audiostream.app.words.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line for the user. */
final class Complaint {

  private Complaint() {}

  static String of(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    return spec.qualifiedName() + ": " + sentence(e) + "; see " + spec.qualifiedName() + " --help";
  }

  /** Without the command's name. */
  static String sentence(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    ArgSpec argument = e.getArgSpec();
    String sentence;
    if (e instanceof UnmatchedArgumentException unmatched) {
      sentence = ofUnmatched(unmatched.getUnmatched().getFirst(), spec);
    } else if (argument != null && e.getValue() != null) {
      sentence = ofValue(e, argument);
    } else if (lacksCommand(e, spec)) {
      sentence = "a command is missing: " + String.join(", ", commands(spec));
    } else {
      sentence = lowerFirst(Lines.joined(e.getMessage()).replaceFirst("^Error: ", ""));
    }
    return sentence;
  }

  private static boolean lacksCommand(ParameterException e, CommandSpec spec) {
    return !spec.subcommands().isEmpty()
        && String.valueOf(e.getMessage()).contains("required subcommand");
  }

  private static String ofUnmatched(String word, CommandSpec spec) {
    boolean option = word.startsWith("-") && word.length() > 1;
    boolean command = !option && !spec.subcommands().isEmpty();
    List<String> known = option ? options(spec) : commands(spec);
    String typed = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    String what =
        option ? "unknown option " : command ? "unknown command " : "unexpected argument ";
    String near =
        NearestName.of(typed, known).map(name -> ", did you mean " + name + "?").orElse("");
    String all = command ? ": " + String.join(", ", known) : "";
    return what + Excerpt.quoted(option ? typed : word) + (near.isEmpty() ? all : near);
  }

  private static List<String> options(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  /** Those that its help tells of. */
  private static List<String> commands(CommandSpec spec) {
    return List.copyOf(spec.commandLine().getHelp().subcommands().keySet());
  }

  private static String ofValue(ParameterException e, ArgSpec argument) {
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    return name + " " + Excerpt.quoted(String.valueOf(e.getValue())) + ": " + accepted(e, argument);
  }

  private static String accepted(ParameterException e, ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return "one of " + enumNames(type);
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    return Lines.joined(
        e.getCause() instanceof IllegalArgumentException cause
            ? cause.getMessage()
            : e.getMessage());
  }

  private static String enumNames(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      names.add(constant.toString());
    }
    return String.join(", ", names);
  }

  private static String lowerFirst(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  /** Many lines as one. */
  static final class Lines {
    private Lines() {}

    static String joined(@Nullable String text) {
      return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
    }
  }
}
