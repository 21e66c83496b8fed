package audiostream.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirewallRulesTest {

  private static String nft(String policy, String rule) {
    return """
    table inet filter {
      chain input {
        type filter hook input priority filter; policy %s;
        %s
      }
      chain output {
        type filter hook output priority filter; policy accept;
      }
    }
    """
        .formatted(policy, rule);
  }

  @Test
  void shouldSeeThatEverythingIsLetIn() {
    assertThat(FirewallRules.letIn("", 5004)).isTrue();
    assertThat(FirewallRules.letIn(nft("accept", ""), 5004)).isTrue();
    assertThat(FirewallRules.letIn("-P INPUT ACCEPT\n-P FORWARD DROP\n", 5004)).isTrue();
  }

  @Test
  void shouldSeeThatThePortIsNotMentioned() {
    assertThat(FirewallRules.letIn(nft("drop", "tcp dport 5004 accept"), 5004)).isFalse();
    assertThat(FirewallRules.letIn(nft("drop", "udp dport { 53, 67 } accept"), 5004)).isFalse();
    assertThat(FirewallRules.letIn("-P INPUT DROP\n", 5004)).isFalse();
  }

  @Test
  void shouldFindThePortInListsAndRanges() {
    assertThat(FirewallRules.letIn(nft("drop", "udp dport 5004 accept"), 5004)).isTrue();
    assertThat(FirewallRules.letIn(nft("drop", "udp dport { 53, 5000-5010 } accept"), 5004))
        .isTrue();
    String iptables =
        "-P INPUT DROP\n-A INPUT -p udp -m multiport --dports 53,5000:5010 -j ACCEPT\n";
    assertThat(FirewallRules.letIn(iptables, 5004)).isTrue();
    assertThat(FirewallRules.letIn(iptables, 5011)).isFalse();
  }
}
