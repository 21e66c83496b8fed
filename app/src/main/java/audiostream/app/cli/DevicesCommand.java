package audiostream.app.cli;

import audiostream.engine.device.Backend;
import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.session.Backends;
import audiostream.engine.time.SystemClock;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audiostream devices}. */
@Command(
    name = "devices",
    description = "Lists what this machine can capture from and play to.",
    footer = {
      "",
      "A device is chosen by part of its name (--input BlackHole), by back-end and index",
      "(--input portaudio:3), or by back-end and part of its name (--input portaudio:BlackHole).",
      "",
      "Examples:",
      "  audiostream devices",
      "  audiostream devices --json"
    })
final class DevicesCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--json", description = "The same for programs: one JSON object.")
  private boolean json;

  DevicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Backends backends = StandardBackends.create(SystemClock.real(), false);
    if (json) {
      new Reporter(terminal.out(), StatsFormat.json).say(() -> "", out -> write(out, backends));
    } else {
      backends.all().forEach(backend -> print(backend, use(backend, backends)));
    }
    return 0;
  }

  private static String use(Backend backend, Backends backends) {
    return switch (backend.availability()) {
      case Availability.Unavailable unavailable -> "not usable: " + unavailable.reason();
      case Availability.Available available -> {
        boolean preferred =
            backends.preferred().filter(first -> first.name().equals(backend.name())).isPresent();
        String detail = available.detail().isEmpty() ? "" : " (" + available.detail() + ")";
        yield preferred
            ? "used first for a bare name" + detail
            : "used when named" + detail + ": " + backend.name() + ":...";
      }
    };
  }

  private void print(Backend backend, String use) {
    PrintStream out = terminal.out();
    out.println(backend.name() + ": " + use);
    for (DeviceInfo device : backend.devices()) {
      out.printf(
          Locale.ROOT,
          "  %3d  %-40s %-10s in %2d  out %2d  %6d Hz  latency in %.1f ms, out %.1f ms%n",
          device.index(),
          device.name(),
          device.hostApi(),
          device.inputChannels(),
          device.outputChannels(),
          device.defaultRateHz(),
          device.inputLatencyMs(),
          device.outputLatencyMs());
    }
  }

  private static void write(JsonGenerator json, Backends backends) throws IOException {
    json.writeArrayFieldStart("backends");
    for (Backend backend : backends.all()) {
      json.writeStartObject();
      json.writeStringField("name", backend.name());
      json.writeBooleanField("usable", backend.availability() instanceof Availability.Available);
      json.writeBooleanField(
          "first",
          backends.preferred().filter(first -> first.name().equals(backend.name())).isPresent());
      json.writeStringField("use", use(backend, backends));
      json.writeArrayFieldStart("devices");
      for (DeviceInfo device : backend.devices()) {
        write(json, device);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, DeviceInfo device) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", device.index());
    json.writeStringField("name", device.name());
    json.writeStringField("hostApi", device.hostApi());
    json.writeNumberField("inputChannels", device.inputChannels());
    json.writeNumberField("outputChannels", device.outputChannels());
    json.writeNumberField("defaultRateHz", device.defaultRateHz());
    json.writeNumberField("inputLatencyMs", device.inputLatencyMs());
    json.writeNumberField("outputLatencyMs", device.outputLatencyMs());
    json.writeEndObject();
  }
}
