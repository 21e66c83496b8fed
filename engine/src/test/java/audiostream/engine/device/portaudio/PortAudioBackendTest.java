package audiostream.engine.device.portaudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PortAudioBackendTest {

  private static final DeviceRequest ANY =
      new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), 256);

  /** A busy machine takes seconds to start the probe's JVM. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration IMPATIENCE = Duration.ofSeconds(3);

  /** What a PortAudio must have for us to take it for one. */
  private static final List<String> FUNCTIONS =
      List.of(
          "Terminate",
          "GetVersionText",
          "GetErrorText",
          "GetLastHostErrorInfo",
          "GetDeviceCount",
          "GetDeviceInfo",
          "GetHostApiInfo",
          "GetDefaultInputDevice",
          "GetDefaultOutputDevice",
          "IsFormatSupported",
          "OpenStream",
          "GetStreamInfo",
          "SetStreamFinishedCallback",
          "IsStreamActive",
          "StartStream",
          "AbortStream",
          "CloseStream");

  @TempDir Path folder;

  @Test
  void shouldSayHowToInstallItWhereItIsAbsent() {
    PortAudioBackend backend = backend(Path.of("libnosuchportaudio.so.2"));
    assertThat(backend.availability())
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains("not installed"));
    assertThat(backend.devices()).isEmpty();
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> backend.openCapture("", ANY))
        .withMessageContaining("not installed");
  }

  @Test
  void shouldSurviveALibraryThatAborts() throws Exception {
    PortAudioBackend backend =
        backend(library("#include <stdlib.h>\nint Pa_Initialize(void) { abort(); }"));
    assertUnavailable(backend, "PortAudio ended the probe: signal 6");
  }

  @Test
  void shouldSurviveALibraryThatEndsTheProcess() throws Exception {
    PortAudioBackend backend =
        backend(library("#include <stdlib.h>\nint Pa_Initialize(void) { exit(1); }"));
    assertUnavailable(backend, "PortAudio ended the probe: exit status 1");
  }

  @Test
  void shouldGiveUpOnALibraryThatHangs() throws Exception {
    PortAudioBackend backend =
        impatient(library("#include <unistd.h>\nint Pa_Initialize(void) { for (;;) pause(); }"));
    assertUnavailable(backend, "no answer within 3 s");
  }

  @Test
  void shouldPassOnThatItDoesNotStart() throws Exception {
    PortAudioBackend backend = backend(library("int Pa_Initialize(void) { return -9999; }"));
    assertUnavailable(backend, "PortAudio does not start");
  }

  private static PortAudioBackend impatient(Path library) {
    return new PortAudioBackend(SystemClock.real(), List.of(library.toString()), IMPATIENCE);
  }

  private static PortAudioBackend backend(Path library) {
    return new PortAudioBackend(SystemClock.real(), List.of(library.toString()), PATIENCE);
  }

  private static void assertUnavailable(PortAudioBackend backend, String why) {
    assertThat(backend.availability())
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains(why));
  }

  private Path library(String initialize) throws IOException, InterruptedException {
    StringBuilder source = new StringBuilder(initialize).append('\n');
    FUNCTIONS.forEach(name -> source.append("void *Pa_" + name + "(void) { return 0; }\n"));
    Path code = Files.writeString(folder.resolve("fake.c"), source);
    Path library = folder.resolve("libfake.so");
    compile("gcc", "-shared", "-fPIC", "-o", library.toString(), code.toString());
    return library;
  }

  private static void compile(String... command) throws InterruptedException {
    try {
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(compiler.exitValue()).isZero();
    } catch (IOException absent) {
      Assumptions.abort("needs a C compiler: apt install gcc");
    }
  }
}
