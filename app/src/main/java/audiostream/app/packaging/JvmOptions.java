package audiostream.app.packaging;

import java.util.List;

/** How the program's Java is started; the launchers of the source tree say the same. */
public final class JvmOptions {

  /** Serial: its pauses are shortest on the small heap of a program that allocates nothing. */
  public static final List<String> ALL =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-Xmn5m",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED");

  private JvmOptions() {}
}
