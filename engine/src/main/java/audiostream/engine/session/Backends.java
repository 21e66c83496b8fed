package audiostream.engine.session;

import audiostream.engine.device.Backend;
import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceChoice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds inputs and outputs by what a person types: {@code BACKEND:WHAT}, or a bare part of a
 * device's name, which is looked for in the back-ends with sound devices in their order; the first
 * match is taken. Control thread.
 */
public final class Backends {

  private final List<Backend> soundDevices;
  private final List<Backend> others;

  /**
   * @param soundDevices those in which a bare name is looked for, in this order
   * @param others files, generators and the like
   */
  public Backends(List<Backend> soundDevices, List<Backend> others) {
    this.soundDevices = List.copyOf(soundDevices);
    this.others = List.copyOf(others);
  }

  /** All of them, those with sound devices first. */
  public List<Backend> all() {
    List<Backend> all = new ArrayList<>(soundDevices);
    all.addAll(others);
    return all;
  }

  /** The one in which a bare name is looked for first. */
  public Optional<Backend> preferred() {
    return soundDevices.stream()
        .filter(backend -> backend.availability() instanceof Availability.Available)
        .findFirst();
  }

  /**
   * @param spec {@code BACKEND:WHAT}, part of a name, or empty for the default device
   */
  public CaptureDevice openInput(String spec, DeviceRequest request) throws DeviceException {
    Choice choice = choose(spec, info -> info.inputChannels() > 0);
    return choice.backend().openCapture(choice.what(), request);
  }

  /** As {@link #openInput}. */
  public Output openOutput(String spec, DeviceRequest request) throws DeviceException {
    Choice choice = choose(spec, info -> info.outputChannels() > 0);
    return choice.backend().openOutput(choice.what(), request);
  }

  private record Choice(Backend backend, String what) {}

  private Choice choose(String spec, Predicate<DeviceInfo> usable) throws DeviceException {
    for (Backend backend : all()) {
      if (spec.startsWith(backend.name() + ":")) {
        requireAvailable(backend);
        return new Choice(backend, spec.substring(backend.name().length() + 1));
      }
    }
    return chooseByName(spec, usable);
  }

  private static void requireAvailable(Backend backend) throws DeviceException {
    if (backend.availability() instanceof Availability.Unavailable unavailable) {
      throw new DeviceException(backend.name() + " cannot be used: " + unavailable.reason());
    }
  }

  private Choice chooseByName(String spec, Predicate<DeviceInfo> usable) throws DeviceException {
    List<DeviceInfo> seen = new ArrayList<>();
    for (Backend backend : soundDevices) {
      if (backend.availability() instanceof Availability.Available) {
        List<DeviceInfo> candidates = backend.devices().stream().filter(usable).toList();
        seen.addAll(candidates);
        if (spec.isEmpty() ? !candidates.isEmpty() : matches(spec, backend, candidates)) {
          return new Choice(backend, spec);
        }
      }
    }
    throw new DeviceException(unknown(spec, seen));
  }

  private static boolean matches(String spec, Backend backend, List<DeviceInfo> candidates) {
    try {
      DeviceChoice.find(spec, backend.name(), candidates, info -> true);
      return true;
    } catch (DeviceException notThere) {
      return false;
    }
  }

  private String unknown(String spec, List<DeviceInfo> seen) {
    String prefixes =
        all().stream().map(backend -> backend.name() + ":").collect(Collectors.joining(" "));
    String start = spec.isEmpty() ? "no sound device was found" : "no device '" + spec + "'";
    String names = seen.isEmpty() ? "" : "; " + DeviceChoice.nearest(spec, seen);
    return start + names + "; or name a back-end: " + prefixes;
  }
}
