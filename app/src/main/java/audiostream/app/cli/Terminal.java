package audiostream.app.cli;

import java.io.PrintStream;

/**
 * Where a command writes, and how it learns that it should stop.
 *
 * @param out the program's product
 * @param err complaints
 */
record Terminal(PrintStream out, PrintStream err) {}
