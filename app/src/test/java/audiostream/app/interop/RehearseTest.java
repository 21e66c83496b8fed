package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a package's cache is made from: a sender and a receiver, heard by nobody but each other. */
@Execution(ExecutionMode.CONCURRENT)
class RehearseTest {

  @Test
  void shouldSendToItselfAndEnd() throws Exception {
    String port = String.valueOf(Ports.freePair());
    try (Program rehearsal = Program.ours("rehearse", port, "--duration", "1")) {
      assertThat(rehearsal.awaitEnd()).isZero();
      assertThat(rehearsal.output()).contains("\"packetsSent\"").contains("playing");
    }
  }
}
