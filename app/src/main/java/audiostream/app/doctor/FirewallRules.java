package audiostream.app.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rough look at the rules of nft or iptables: only where everything else is dropped, and no rule
 * names the port, is it said to be closed.
 */
final class FirewallRules {

  private static final Pattern DROPS_THE_REST =
      Pattern.compile("hook input [^}]*policy (drop|reject)|^-P INPUT DROP", Pattern.MULTILINE);

  private static final Pattern PORTS =
      Pattern.compile("(?:dport|dports)\\s+\\{?\\s*([0-9,:\\s-]+)");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:\\s*[:-]\\s*(\\d{1,5}))?");

  private FirewallRules() {}

  /** Whether nothing was found that keeps a UDP port out. */
  static boolean letIn(String rules, int port) {
    return !DROPS_THE_REST.matcher(rules).find()
        || rules.lines().filter(line -> line.contains("udp")).anyMatch(line -> names(line, port));
  }

  private static boolean names(String rule, int port) {
    Matcher ports = PORTS.matcher(rule);
    while (ports.find()) {
      Matcher range = RANGE.matcher(ports.group(1));
      while (range.find()) {
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
        if (from <= port && port <= to) {
          return true;
        }
      }
    }
    return false;
  }
}
