package audiostream.engine.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which streams are sent, and which of them share a payload. Immutable; made by the control thread,
 * adopted by the send agent between two blocks.
 */
public final class SendPlan {

  /**
   * A stream and the payload that it wants.
   *
   * @param stream kept from plan to plan as long as the destination stays what it is
   */
  public record Route(DestinationStream stream, PayloadKey key) {}

  /** A payload and those who get it. */
  record Group(Packetizer packetizer, List<DestinationStream> members) {}

  private final Group[] groups;
  private final Map<DestinationStream, Packetizer> assignments;

  private SendPlan(Group[] groups, Map<DestinationStream, Packetizer> assignments) {
    this.groups = groups;
    this.assignments = assignments;
  }

  /** Nothing is sent. */
  public static SendPlan empty() {
    return new SendPlan(new Group[0], Map.of());
  }

  /**
   * The next plan. A stream whose payload stays the same keeps its packetizer, and so is not
   * disturbed; one whose gain or delay alone changes gets a packetizer that goes from the one to
   * the other.
   */
  public SendPlan next(List<Route> routes) {
    Map<DestinationStream, Packetizer> chosen = new LinkedHashMap<>();
    for (Route route : routes) {
      Packetizer before = assignments.get(route.stream());
      if (before != null && before.key().equals(route.key())) {
        chosen.put(route.stream(), before);
      }
    }
    Map<PayloadKey, Packetizer> shared = new LinkedHashMap<>();
    chosen.values().forEach(kept -> shared.putIfAbsent(kept.key(), kept));
    Map<Ramp, Packetizer> ramps = new LinkedHashMap<>();
    for (Route route : routes) {
      chosen.computeIfAbsent(route.stream(), stream -> choose(route, shared, ramps));
    }
    return new SendPlan(group(routes, chosen), Map.copyOf(chosen));
  }

  /** A payload that comes from another gain and another delay. */
  private record Ramp(PayloadKey key, float startGain, int startDelayFrames) {}

  private Packetizer choose(
      Route route, Map<PayloadKey, Packetizer> shared, Map<Ramp, Packetizer> ramps) {
    Packetizer before = assignments.get(route.stream());
    if (before == null || !before.key().sameShape(route.key())) {
      return shared.computeIfAbsent(route.key(), Packetizer::new);
    }
    return ramps.computeIfAbsent(
        new Ramp(route.key(), before.key().gain(), before.key().delayFrames()),
        ramp -> new Packetizer(ramp.key(), ramp.startGain(), ramp.startDelayFrames()));
  }

  private static Group[] group(List<Route> routes, Map<DestinationStream, Packetizer> chosen) {
    Map<Packetizer, List<DestinationStream>> members = new LinkedHashMap<>();
    for (Route route : routes) {
      Packetizer packetizer = chosen.get(route.stream());
      if (packetizer != null) {
        members.computeIfAbsent(packetizer, p -> new ArrayList<>()).add(route.stream());
      }
    }
    return members.entrySet().stream()
        .map(e -> new Group(e.getKey(), List.copyOf(e.getValue())))
        .toArray(Group[]::new);
  }

  Group[] groups() {
    return groups;
  }

  /** How many payloads are encoded for all destinations together. */
  public int payloads() {
    return groups.length;
  }
}
