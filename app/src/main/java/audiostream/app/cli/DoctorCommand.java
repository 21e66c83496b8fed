package audiostream.app.cli;

import audiostream.app.doctor.Doctor;
import audiostream.app.doctor.Finding;
import audiostream.app.doctor.Finding.Grade;
import audiostream.app.doctor.ThisMachine;
import audiostream.app.session.DestinationUri;
import audiostream.engine.session.Backends;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audiostream doctor}. */
@Command(
    name = "doctor",
    description = "Looks for what stands in the way of good sound, and says what to do about it.",
    footer = {
      "",
      "With a destination it sends silence to a receiver that runs there, for some seconds, and tells",
      "what the receiver says of it. The receiver should be playing nothing else.",
      "Exit status: 1 when something stands in the way.",
      "",
      "Examples:",
      "  audiostream doctor",
      "  audiostream doctor rtp://192.168.1.21:5004 --seconds 30",
      "  audiostream doctor --json"
    })
final class DoctorCommand implements Callable<Integer> {

  private static final int MAX_SECONDS = 3_600;
  private static final int DEFAULT_PORT = 5_004;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEST",
      description = "A running receiver: rtp://HOST[:PORT], or its host alone.")
  private @Nullable String destination;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long silence is sent, 5 to 3600 (default 12).")
  private int seconds = 12;

  @Option(
      names = "--output",
      paramLabel = "OUTPUT",
      description = "Which output is tried, as in receive (default: the system's).")
  private String output = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "On which a receiver here listens, for the firewall (default 5004).")
  private int port = DEFAULT_PORT;

  @Option(names = "--json", description = "The same for programs: one JSON object.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    checkOptions();
    Clock clock = SystemClock.real();
    Backends backends = StandardBackends.create(clock, false);
    List<Finding> findings = new ArrayList<>(Doctor.system(new ThisMachine(), port));
    findings.add(OutputTrial.run(backends, clock, output).judge());
    if (destination != null) {
      Endpoint there = endpoint(destination);
      findings.addAll(new SilentTrial(backends, clock).run(there, seconds).judge());
    }
    say(findings);
    boolean inTheWay = findings.stream().anyMatch(f -> f.grade() == Grade.IN_THE_WAY);
    return inTheWay ? Main.FAILED : 0;
  }

  private void checkOptions() {
    if (seconds < 5 || seconds > MAX_SECONDS) {
      throw new WrongUseException("--seconds " + seconds + ": 5 to " + MAX_SECONDS);
    }
    if (port < 1 || port > 65_534) {
      throw new WrongUseException("--port " + port + ": 1 to 65534");
    }
    if (destination != null) {
      endpoint(destination);
    }
  }

  private static Endpoint endpoint(String text) {
    String url = text.contains("://") ? text : "rtp://" + text;
    Endpoint endpoint = Options.check("", () -> DestinationUri.parseEndpoint(url));
    if (endpoint.wire() != WireFormat.RTP) {
      throw new WrongUseException("'" + text + "': raw streams have no way back: rtp://HOST:PORT");
    }
    return endpoint;
  }

  private void say(List<Finding> findings) {
    if (json) {
      new Reporter(terminal.out(), StatsFormat.json).say(() -> "", out -> write(out, findings));
      return;
    }
    for (Finding finding : findings) {
      terminal
          .out()
          .println(finding.grade().words() + ": " + finding.topic() + ": " + finding.meaning());
      finding.remedy().ifPresent(remedy -> terminal.out().println("    " + remedy));
    }
  }

  private static void write(JsonGenerator json, List<Finding> findings) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("grade", finding.grade().code());
      json.writeStringField("topic", finding.topic());
      json.writeStringField("meaning", finding.meaning());
      if (finding.remedy().isPresent()) {
        json.writeStringField("remedy", finding.remedy().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
