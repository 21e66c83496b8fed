package audiostream.app.packaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages (man(7)) from the command line's own description: one for each command. */
public final class ManPages {

  private ManPages() {}

  /**
   * @param program the program with all its commands
   * @return texts by file name
   */
  public static Map<String, String> of(CommandSpec program, String version) {
    Map<String, String> pages = new LinkedHashMap<>();
    add(program, version, pages);
    return pages;
  }

  private static void add(CommandSpec command, String version, Map<String, String> pages) {
    pages.put(name(command) + ".1", page(command, version));
    shown(command).forEach(sub -> add(sub, version, pages));
  }

  /** The commands that its help tells of: the hidden ones are for ourselves. */
  private static Stream<CommandSpec> shown(CommandSpec command) {
    return command.commandLine().getHelp().subcommands().values().stream().map(Help::commandSpec);
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private static String page(CommandSpec command, String version) {
    StringBuilder page = new StringBuilder();
    page.append(".TH ")
        .append(escaped(name(command)).toUpperCase(java.util.Locale.ROOT))
        .append(" 1 \"\" \"AudioStreamUDP ")
        .append(version)
        .append("\"\n");
    section(page, "NAME");
    line(page, name(command) + " - " + plain(command.usageMessage().description()));
    section(page, "SYNOPSIS");
    verbatim(page, List.of(synopsis(command)));
    arguments(page, command);
    commands(page, command);
    footer(page, command);
    seeAlso(page, command);
    return page.toString();
  }

  private static String synopsis(CommandSpec command) {
    CommandLine line = command.commandLine();
    return line.getHelpFactory()
        .create(command, Help.defaultColorScheme(Ansi.OFF))
        .synopsis(0)
        .strip();
  }

  private static void arguments(StringBuilder page, CommandSpec command) {
    List<PositionalParamSpec> positions = visible(command.positionalParameters());
    List<OptionSpec> options = visible(command.options());
    if (!positions.isEmpty() || !options.isEmpty()) {
      section(page, "OPTIONS");
    }
    positions.forEach(position -> item(page, position.paramLabel(), position.description()));
    options.forEach(option -> item(page, label(option), option.description()));
  }

  private static <T extends ArgSpec> List<T> visible(List<T> arguments) {
    return arguments.stream().filter(argument -> !argument.hidden()).toList();
  }

  private static String label(OptionSpec option) {
    String names = String.join(", ", option.names());
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return names + (option.arity().min() == 0 && !value.isEmpty() ? "[" + value + "]" : value);
  }

  private static void commands(StringBuilder page, CommandSpec command) {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section(page, "COMMANDS");
    shown(command).forEach(sub -> item(page, sub.name(), sub.usageMessage().description()));
  }

  private static void footer(StringBuilder page, CommandSpec command) {
    section(page, "NOTES");
    verbatim(page, List.of(command.usageMessage().footer()));
    section(page, "EXIT STATUS");
    line(page, "0 all is well, 1 failed while running, 2 wrong use.");
  }

  private static void seeAlso(StringBuilder page, CommandSpec command) {
    CommandSpec parent = command.parent();
    Stream<String> others =
        parent == null ? shown(command).map(ManPages::name) : Stream.of(name(parent));
    section(page, "SEE ALSO");
    line(page, String.join(", ", others.map(name -> name + "(1)").toList()));
  }

  private static void section(StringBuilder page, String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private static void item(StringBuilder page, String label, String[] description) {
    page.append(".TP\n\\fB").append(escaped(label)).append("\\fR\n");
    line(page, plain(description));
  }

  private static void line(StringBuilder page, String text) {
    page.append(guarded(escaped(text))).append('\n');
  }

  private static void verbatim(StringBuilder page, List<String> lines) {
    page.append(".nf\n");
    lines.forEach(text -> line(page, text));
    page.append(".fi\n");
  }

  private static String plain(String[] description) {
    return String.join(" ", description).replace("%%", "%").replace("%n", " ").strip();
  }

  /** A backslash begins an escape; a minus is a hyphen where it is not escaped. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  /** A dot or an apostrophe at the beginning of a line would be a request. */
  private static String guarded(String text) {
    return text.lines()
        .map(each -> each.startsWith(".") || each.startsWith("'") ? "\\&" + each : each)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
