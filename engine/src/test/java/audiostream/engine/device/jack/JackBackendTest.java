package audiostream.engine.device.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import audiostream.engine.time.SystemClock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JackBackendTest {

  private static final DeviceRequest ANY =
      new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), 256);

  private final FakeJack server = FakeJack.usual();
  private final JackBackend backend =
      new JackBackend(SystemClock.real(), () -> Optional.of(server));

  @Test
  void shouldSayHowToInstallItWhereItIsAbsent() {
    JackBackend absent =
        new JackBackend(SystemClock.real(), () -> JackLibrary.load(List.of("libnosuchjack.so.0")));
    assertUnavailable(absent, "JACK is not installed");
    assertThat(absent.devices()).isEmpty();
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> absent.openCapture("", ANY))
        .withMessageContaining("not installed");
  }

  @Test
  void shouldNotTakeAnotherLibraryForIt() {
    assertThat(JackLibrary.load(List.of("libc.so.6"))).isEmpty();
  }

  @Test
  void shouldSayThatNoServerRunsAndFindItWhenItDoes() {
    server.running = false;
    assertUnavailable(backend, "no JACK server runs");
    assertThat(backend.devices()).isEmpty();
    server.running = true;
    assertThat(backend.availability())
        .isEqualTo(new Availability.Available("JACK of tests, 48000 Hz, periods of 64"));
    assertThat(server.open()).isZero();
  }

  private static void assertUnavailable(JackBackend backend, String why) {
    assertThat(backend.availability())
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains(why));
  }

  @Test
  void shouldListClientsThoseWithHardwareFirst() {
    assertThat(backend.devices())
        .containsExactly(
            new DeviceInfo(0, "system", "JACK", 2, 2, 48_000, 2, 128e3 / 48_000),
            new DeviceInfo(1, "player", "JACK", 2, 0, 48_000, 0, 0));
    assertThat(server.open()).isZero();
  }

  @Test
  void shouldCaptureTheHardwareUnlessToldOtherwise() throws Exception {
    capture("", ANY);
    assertThat(server.client().connections)
        .containsExactly(
            "system:capture_1 -> audiostream:in_1", "system:capture_2 -> audiostream:in_2");
  }

  @Test
  void shouldPlayToTheHardwareUnlessToldOtherwise() throws Exception {
    Output output = backend.openOutput("", channels(1));
    ((JackPlayout) output).start(request -> {});
    assertThat(server.client().connections)
        .containsExactly("audiostream:out_1 -> system:playback_1");
    assertThat(((JackPlayout) output).format().description())
        .isEqualTo("jack: audiostream -> system");
  }

  @Test
  void shouldOpenWithoutHardware() throws Exception {
    server.others.clear();
    JackCapture device = capture("", ANY);
    assertThat(server.client().connections).isEmpty();
    assertThat(device.format().channels()).isEqualTo(2);
    assertThat(device.format().description()).isEqualTo("jack: audiostream");
  }

  @Test
  void shouldCaptureAClientByPartOfItsName() throws Exception {
    JackCapture device = capture("PLAY", ANY);
    assertThat(server.client().connections)
        .containsExactly("player:left -> audiostream:in_1", "player:right -> audiostream:in_2");
    assertThat(device.format().description()).isEqualTo("jack: player -> audiostream");
  }

  @Test
  void shouldCaptureAClientByItsIndex() throws Exception {
    capture("1", channels(1));
    assertThat(server.client().connections).containsExactly("player:left -> audiostream:in_1");
  }

  @Test
  void shouldCapturePortsThatBeginWithAText() throws Exception {
    capture("player:RIGHT", ANY);
    assertThat(server.client().connections).containsExactly("player:right -> audiostream:in_1");
  }

  @Test
  void shouldConnectNothingIfAsked() throws Exception {
    JackCapture device = capture("none", channels(3));
    assertThat(server.client().connections).isEmpty();
    assertThat(server.client().ports).hasSize(3);
    assertThat(device.format().description()).isEqualTo("jack: audiostream");
  }

  @Test
  void shouldMakeMorePortsThanThereIsHardwareFor() throws Exception {
    JackCapture device = capture("", channels(5));
    assertThat(device.format().channels()).isEqualTo(5);
    assertThat(server.client().connections).hasSize(2);
  }

  @Test
  void shouldNameTheNearestClients() {
    assertRefused("plaier", ANY, "jack has no such device 'plaier'", "'player' (1)");
    assertRefused("player:middle", ANY, "no port", "gives sound", "'player:middle'");
    assertThat(server.open()).isZero();
  }

  @Test
  void shouldNotPlayIntoAClientThatOnlyGivesSound() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> backend.openOutput("player", ANY))
        .withMessageContaining("'player'")
        .withMessageContaining("'system' (0)");
  }

  @Test
  void shouldRefuseAnotherRateThanTheServers() throws Exception {
    DeviceRequest other = new DeviceRequest(OptionalInt.of(44_100), OptionalInt.empty(), 256);
    assertRefused("", other, "does not run at 44100 Hz", "accepts 48000 Hz");
    assertThat(server.open()).isZero();
    capture("", new DeviceRequest(OptionalInt.of(48_000), OptionalInt.empty(), 256));
  }

  @Test
  void shouldRefuseMoreThanTheServerHasRoomFor() {
    server.mostPorts = 3;
    assertRefused("", channels(4), "no room for 4 ports, only for 3");
    assertThat(server.open()).isZero();
  }

  @Test
  void shouldHaveTheServersRateAndPeriod() throws Exception {
    Device device = capture("", ANY);
    assertThat(device.format().rateHz()).isEqualTo(48_000);
    assertThat(device.format().maxBlockFrames()).isEqualTo(64);
    assertThat(device.format().latencyNs()).isEqualTo(2_000_000);
  }

  private JackCapture capture(String what, DeviceRequest request) throws DeviceException {
    JackCapture device = (JackCapture) backend.openCapture(what, request);
    device.start(block -> {});
    return device;
  }

  private void assertRefused(String what, DeviceRequest request, String... words) {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> backend.openCapture(what, request))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
  }

  private static DeviceRequest channels(int count) {
    return new DeviceRequest(OptionalInt.empty(), OptionalInt.of(count), 256);
  }
}
