package audiostream.app.console.sender;

/** What is kept of each destination for the last ten minutes, one value a second. */
enum Measure {
  LEVEL("level", "dBFS"),
  PACKETS("packets", "a second"),
  UNSENT("not sent", "packets a second"),
  LOSS("lost", "%"),
  LATE("late", "packets a second"),
  JITTER("jitter", "ms"),
  ROUND_TRIP("round trip", "ms"),
  LATENCY("latency", "ms"),
  SYNC("sync error", "ms");

  private final String words;
  private final String unit;

  Measure(String words, String unit) {
    this.words = words;
    this.unit = unit;
  }

  String words() {
    return words;
  }

  String unit() {
    return unit;
  }
}
