package audiostream.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of itself in /proc and /sys, and what it means for sound. */
final class LinuxChecks {

  // linux/capability.h, see capabilities(7)
  private static final int CAP_IPC_LOCK = 14;
  private static final int CAP_SYS_NICE = 23;

  private static final long UNLIMITED = Long.MAX_VALUE;

  /** What a running receiver has locked in memory, with room to spare. */
  private static final long MEMORY_TO_LOCK_BYTES = 256L << 20;

  /** A second of 64 channels of 24 bits at 48 kHz is 9 MB; a stall of 200 ms must fit. */
  private static final long RECEIVE_BUFFER_BYTES = 2L << 20;

  private static final String AUDIO_GROUP =
      "sudo apt install jackd2 && sudo adduser $USER audio, then log in again";

  private final Machine machine;
  private final int port;

  /**
   * @param port on which a receiver listens
   */
  LinuxChecks(Machine machine, int port) {
    this.machine = machine;
    this.port = port;
  }

  List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    all.add(realTime());
    all.add(memoryLock());
    isolated().ifPresent(all::add);
    all.add(governor());
    all.addAll(powerSaving());
    all.add(receiveBuffer());
    all.add(clockSource());
    all.add(firewall());
    return all;
  }

  Finding realTime() {
    String topic = "real-time priority";
    if (has(CAP_SYS_NICE) || limit("Max realtime priority").orElse(0) > 0) {
      return Finding.ok(topic, "the threads that carry sound may go before all others");
    }
    boolean rtkit = machine.printed("systemctl", "is-active", "rtkit-daemon").isPresent();
    String brought =
        rtkit ? " (rtkit runs, and helps PipeWire and PulseAudio, but not this program)" : "";
    return Finding.inTheWay(
        topic, "sound waits whenever other programs are busy" + brought, AUDIO_GROUP);
  }

  Finding memoryLock() {
    String topic = "memory locking";
    if (has(CAP_IPC_LOCK) || limit("Max locked memory").orElse(0) >= MEMORY_TO_LOCK_BYTES) {
      return Finding.ok(topic, "what sounds may be kept in memory");
    }
    boolean swaps = machine.text("/proc/swaps").map(text -> text.lines().count() > 1).orElse(false);
    return swaps
        ? Finding.better(
            topic, "sound breaks up when this machine runs out of memory and swaps", AUDIO_GROUP)
        : Finding.ok(topic, "not permitted, and not needed: this machine does not swap");
  }

  /** Only where some are: most machines share all. */
  Optional<Finding> isolated() {
    return machine
        .text("/sys/devices/system/cpu/isolated")
        .map(String::strip)
        .filter(list -> !list.isEmpty())
        .map(list ->
            Finding.ok(
                "isolated processors",
                "no other program runs on " + list + ": --cpus " + list + " puts sound there"));
  }

  Finding governor() {
    String topic = "CPU governor";
    String folder = "/sys/devices/system/cpu";
    List<String> governors =
        machine.names(folder).stream()
            .filter(name -> name.matches("cpu\\d+"))
            .map(cpu -> machine.text(folder + "/" + cpu + "/cpufreq/scaling_governor"))
            .flatMap(Optional::stream)
            .map(String::strip)
            .distinct()
            .toList();
    if (governors.isEmpty()) {
      return Finding.ok(topic, "this system does not slow the processor down");
    }
    String words = String.join(", ", governors);
    return governors.equals(List.of("performance"))
        ? Finding.ok(topic, words)
        : Finding.better(
            topic,
            words + ": the processor needs a moment to become fast, which costs latency",
            "echo performance | sudo tee " + folder + "/cpu*/cpufreq/scaling_governor");
  }

  /** One finding for each wireless interface. */
  List<Finding> powerSaving() {
    List<String> wireless =
        machine.names("/sys/class/net").stream()
            .filter(name ->
                !machine.names("/sys/class/net/" + name + "/wireless").isEmpty()
                    || machine.text("/sys/class/net/" + name + "/phy80211/name").isPresent())
            .toList();
    if (wireless.isEmpty()) {
      return List.of(Finding.ok("Wi-Fi power saving", "this machine has no Wi-Fi"));
    }
    return wireless.stream().map(this::powerSaving).toList();
  }

  private Finding powerSaving(String name) {
    String topic = "Wi-Fi power saving of " + name;
    Optional<String> said = machine.printed("iw", "dev", name, "get", "power_save");
    if (said.isEmpty()) {
      return Finding.unknown(topic, "iw is not there to ask: sudo apt install iw");
    }
    return said.get().toLowerCase(Locale.ROOT).contains("off")
        ? Finding.ok(topic, "off")
        : Finding.inTheWay(
            topic,
            "on: packets wait up to 100 ms and more, until the interface wakes up",
            "sudo iw dev " + name + " set power_save off (docs/raspberry-pi.md keeps it so)");
  }

  Finding receiveBuffer() {
    String topic = "receive buffer";
    String key = "net.core.rmem_max";
    OptionalLong bytes =
        machine
            .text("/proc/sys/net/core/rmem_max")
            .map(LinuxChecks::number)
            .orElse(OptionalLong.empty());
    if (bytes.isEmpty()) {
      return Finding.unknown(topic, key + " cannot be read");
    }
    long most = bytes.getAsLong();
    return most >= RECEIVE_BUFFER_BYTES
        ? Finding.ok(topic, "up to " + (most >> 10) + " KiB")
        : Finding.better(
            topic,
            "up to " + (most >> 10) + " KiB: what arrives at once after a stall may be dropped",
            "echo "
                + key
                + "="
                + RECEIVE_BUFFER_BYTES
                + " | sudo tee /etc/sysctl.d/90-audiostream.conf && sudo sysctl --system");
  }

  Finding clockSource() {
    String topic = "clock source";
    String folder = "/sys/devices/system/clocksource/clocksource0/";
    Optional<String> current = machine.text(folder + "current_clocksource").map(String::strip);
    if (current.isEmpty()) {
      return Finding.unknown(topic, "it cannot be read");
    }
    boolean slow = List.of("hpet", "acpi_pm", "jiffies", "refined-jiffies").contains(current.get());
    return slow
        ? Finding.better(
            topic,
            current.get() + ": reading the time is slow and coarse",
            "add clocksource=tsc tsc=reliable to the kernel's command line, if the machine has one"
                + " processor board")
        : Finding.ok(topic, current.get());
  }

  Finding firewall() {
    String topic = "firewall";
    Optional<String> rules =
        machine.printed("nft", "list", "ruleset").or(() -> machine.printed("iptables", "-S"));
    if (rules.isEmpty()) {
      return Finding.unknown(
          topic,
          "its rules cannot be read: run this with sudo, or see that UDP ports "
              + port
              + " and "
              + (port + 1)
              + " are open");
    }
    return FirewallRules.letIn(rules.get(), port)
        ? Finding.ok(topic, "no rule was found that keeps UDP port " + port + " out")
        : Finding.inTheWay(
            topic,
            "what is not allowed is dropped, and UDP port " + port + " is not mentioned",
            "sudo ufw allow " + port + ":" + (port + 1) + "/udp, or the like in your firewall");
  }

  /** Whether the process has a capability, as root has. */
  private boolean has(int capability) {
    return machine
        .text("/proc/self/status")
        .flatMap(text -> group("(?m)^CapEff:\\s*([0-9a-f]+)", text))
        .map(mask -> (Long.parseUnsignedLong(mask, 16) & (1L << capability)) != 0)
        .orElse(false);
  }

  /** The soft limit of this process. */
  private OptionalLong limit(String name) {
    return machine
        .text("/proc/self/limits")
        .flatMap(text -> group("(?m)^" + name + "\\s+(\\S+)", text))
        .map(value -> value.equals("unlimited") ? OptionalLong.of(UNLIMITED) : number(value))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
