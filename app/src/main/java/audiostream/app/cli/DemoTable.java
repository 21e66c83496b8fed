package audiostream.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo's live table: redrawn in place on a terminal, printed anew elsewhere. */
final class DemoTable {

  /** One receiver. */
  record Row(String name, int port, DemoProcess process) {}

  private final PrintStream out;
  private final boolean inPlace;
  private int shownLines;

  DemoTable(PrintStream out) {
    this.out = out;
    this.inPlace = isTerminal(System.console());
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  void show(long second, List<Row> rows) {
    if (inPlace && shownLines > 0) {
      out.print("\033[" + shownLines + "A\033[J");
    }
    out.printf(
        Locale.ROOT,
        "%n%3d s   receiver   port   state                latency   received   lost   late   underruns%n",
        second);
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "        %-8s  %5d   %-18s %6s ms   %8s %6s %6s   %9s%n",
          row.name(),
          row.port(),
          row.process().field("state", "starting"),
          row.process().field("latencyMs", "-"),
          row.process().field("received", "-"),
          row.process().field("lost", "-"),
          row.process().field("late", "-"),
          row.process().field("underruns", "-"));
    }
    out.flush();
    shownLines = rows.size() + 2;
  }
}
