package audiostream.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.doctor.Finding.Grade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinuxChecksTest {

  private static final String CPU = "/sys/devices/system/cpu";
  private static final String CLOCK =
      "/sys/devices/system/clocksource/clocksource0/current_clocksource";

  /** A machine made of files and of programs that print. */
  private static final class Papers implements Machine {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, List<String>> folders = new HashMap<>();
    private final Map<String, String> programs = new HashMap<>();

    Papers file(String path, String text) {
      files.put(path, text);
      return this;
    }

    Papers folder(String path, String... names) {
      folders.put(path, List.of(names));
      return this;
    }

    Papers program(String command, String prints) {
      programs.put(command, prints);
      return this;
    }

    LinuxChecks checks() {
      return new LinuxChecks(this, 5004);
    }

    @Override
    public String osName() {
      return "Linux";
    }

    @Override
    public Optional<String> text(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<String> names(String folder) {
      return folders.getOrDefault(folder, List.of());
    }

    @Override
    public Optional<String> printed(String... command) {
      return Optional.ofNullable(programs.get(String.join(" ", command)));
    }
  }

  private static Papers limits(String name, String soft) {
    return new Papers()
        .file(
            "/proc/self/limits", "Limit  Soft  Hard  Units\n" + name + "   " + soft + "   99 x\n");
  }

  private static void hasGrade(Finding finding, Grade grade) {
    assertThat(finding.grade()).as(finding.toString()).isEqualTo(grade);
    assertThat(finding.remedy().isPresent())
        .isEqualTo(grade == Grade.BETTER || grade == Grade.IN_THE_WAY);
  }

  @Test
  void shouldTellOfIsolatedProcessorsOnlyWhereThereAreSome() {
    String path = CPU + "/isolated";
    assertThat(new Papers().checks().isolated()).isEmpty();
    assertThat(new Papers().file(path, "\n").checks().isolated()).isEmpty();
    Finding finding = new Papers().file(path, "2-3\n").checks().isolated().orElseThrow();
    hasGrade(finding, Grade.OK);
    assertThat(finding.meaning()).contains("--cpus 2-3");
  }

  @Test
  void shouldMissRealTimePriorityWhereTheLimitIsZero() {
    Finding finding = limits("Max realtime priority", "0").checks().realTime();
    hasGrade(finding, Grade.IN_THE_WAY);
    assertThat(finding.remedy().orElseThrow()).contains("adduser $USER audio");
  }

  @Test
  void shouldTakeALimitOrACapabilityForRealTimePriority() {
    hasGrade(limits("Max realtime priority", "95").checks().realTime(), Grade.OK);
    hasGrade(limits("Max realtime priority", "unlimited").checks().realTime(), Grade.OK);
    Papers root = new Papers().file("/proc/self/status", "Name: x\nCapEff:\t000001ffffffffff\n");
    hasGrade(root.checks().realTime(), Grade.OK);
    Papers plain = new Papers().file("/proc/self/status", "Name: x\nCapEff:\t0000000000000000\n");
    hasGrade(plain.checks().realTime(), Grade.IN_THE_WAY);
  }

  @Test
  void shouldWantMemoryLockedOnlyWhereMemoryIsSwapped() {
    String header = "Filename Type Size Used Priority\n";
    Papers still = limits("Max locked memory", "8388608").file("/proc/swaps", header);
    hasGrade(still.checks().memoryLock(), Grade.OK);
    Papers swapping =
        limits("Max locked memory", "8388608")
            .file("/proc/swaps", header + "/var/swap file 99 0 -2\n");
    hasGrade(swapping.checks().memoryLock(), Grade.BETTER);
    hasGrade(limits("Max locked memory", "unlimited").checks().memoryLock(), Grade.OK);
  }

  private static Papers governor(String first, String second) {
    return new Papers()
        .folder(CPU, "cpu0", "cpu1", "cpufreq", "online")
        .file(CPU + "/cpu0/cpufreq/scaling_governor", first + "\n")
        .file(CPU + "/cpu1/cpufreq/scaling_governor", second + "\n");
  }

  @Test
  void shouldJudgeTheGovernorOfEveryProcessor() {
    hasGrade(governor("performance", "performance").checks().governor(), Grade.OK);
    Finding mixed = governor("performance", "ondemand").checks().governor();
    hasGrade(mixed, Grade.BETTER);
    assertThat(mixed.meaning()).contains("performance, ondemand");
    hasGrade(new Papers().checks().governor(), Grade.OK);
  }

  private static Papers wireless() {
    return new Papers()
        .folder("/sys/class/net", "eth0", "lo", "wlan0")
        .file("/sys/class/net/wlan0/phy80211/name", "phy0\n");
  }

  @Test
  void shouldAskEachWirelessInterfaceWhetherItSleeps() {
    String question = "iw dev wlan0 get power_save";
    hasGrade(
        wireless().program(question, "Power save: off\n").checks().powerSaving().getFirst(),
        Grade.OK);
    Finding on = wireless().program(question, "Power save: on\n").checks().powerSaving().getFirst();
    hasGrade(on, Grade.IN_THE_WAY);
    assertThat(on.remedy().orElseThrow()).contains("iw dev wlan0 set power_save off");
    hasGrade(wireless().checks().powerSaving().getFirst(), Grade.UNKNOWN);
    hasGrade(new Papers().checks().powerSaving().getFirst(), Grade.OK);
  }

  @Test
  void shouldWantRoomForWhatArrivesAtOnce() {
    String path = "/proc/sys/net/core/rmem_max";
    hasGrade(new Papers().file(path, "212992\n").checks().receiveBuffer(), Grade.BETTER);
    hasGrade(new Papers().file(path, "4194304\n").checks().receiveBuffer(), Grade.OK);
    hasGrade(new Papers().file(path, "much").checks().receiveBuffer(), Grade.UNKNOWN);
  }

  @Test
  void shouldKnowSlowClocks() {
    hasGrade(new Papers().file(CLOCK, "tsc\n").checks().clockSource(), Grade.OK);
    hasGrade(new Papers().file(CLOCK, "hpet\n").checks().clockSource(), Grade.BETTER);
    hasGrade(new Papers().checks().clockSource(), Grade.UNKNOWN);
  }

  @Test
  void shouldSayThatAFirewallCannotBeReadOrKeepsThePortOut() {
    hasGrade(new Papers().checks().firewall(), Grade.UNKNOWN);
    hasGrade(
        new Papers().program("nft list ruleset", "").program("iptables -S", "").checks().firewall(),
        Grade.OK);
    hasGrade(
        new Papers()
            .program("iptables -S", "-P INPUT DROP\n-A INPUT -p tcp --dport 22 -j ACCEPT\n")
            .checks()
            .firewall(),
        Grade.IN_THE_WAY);
  }

  @Test
  void shouldLookAtEverythingOnAMachineThatTellsNothing() {
    assertThat(new Papers().checks().all()).hasSize(7).doesNotContainNull();
  }

  @Test
  void shouldSayWhatIsNotCheckedElsewhere() {
    Machine mac =
        new Machine() {
          @Override
          public String osName() {
            return "Mac OS X";
          }

          @Override
          public Optional<String> text(String path) {
            throw new AssertionError("asked for " + path);
          }

          @Override
          public List<String> names(String folder) {
            throw new AssertionError("asked for " + folder);
          }

          @Override
          public Optional<String> printed(String... command) {
            throw new AssertionError("asked for " + command[0]);
          }
        };
    List<Finding> findings = Doctor.system(mac, 5004);
    assertThat(findings).singleElement().satisfies(f -> hasGrade(f, Grade.UNKNOWN));
    assertThat(findings.getFirst().meaning()).contains("Mac OS X", "5004", "5005");
  }
}
