package audiostream.app.cli;

/** How a running command tells how it is doing. */
enum StatsFormat {
  /** A line a second for people. */
  text,
  /** A JSON object a second for programs, and one for each event. */
  json
}
