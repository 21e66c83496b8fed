package audiostream.app.cli;

import audiostream.engine.session.ThreadWishes;
import audiostream.engine.threads.Processors;
import audiostream.engine.threads.RealTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where threads that carry sound run. */
final class CpuOptions {

  @Option(
      names = "--cpus",
      paramLabel = "LIST",
      description =
          "Keep the threads that carry sound on these processors, such as 2-3 or 1,3: for those that"
              + " the system keeps free of other work (isolcpus) (Linux; default: wherever the system"
              + " puts them).")
  private @Nullable String cpus;

  ThreadWishes threads() {
    return new ThreadWishes(RealTime.system(), Optional.ofNullable(cpus).map(CpuOptions::parsed));
  }

  private static Processors parsed(String text) {
    return Options.check(
        "--cpus ",
        () -> {
          Processors wanted = Processors.parse(text);
          return Processors.online().map(wanted::within).orElse(wanted);
        });
  }
}
