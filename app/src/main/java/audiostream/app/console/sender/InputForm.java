package audiostream.app.console.sender;

import audiostream.app.console.http.Refusal;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonNull;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.json.Members;
import audiostream.app.session.SessionFile;
import audiostream.app.words.Excerpt;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.session.SendConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** Input and format as a request has them; null and empty texts mean the default. */
final class InputForm {

  private InputForm() {}

  /** The head of a session with another input. */
  static SessionFile input(JsonValue body, SessionFile before) {
    Members input = Members.of(body, "device", "rate", "block", "loop");
    Optional<JsonValue> device = input.find("device");
    return new SessionFile(
        device.isPresent() ? text(device.get()) : before.device(),
        number(input, "rate", before.rateHz(), InputForm::rate),
        number(input, "block", before.blockFrames(), InputForm::block),
        input.find("loop").map(flag -> Refusal.check("loop", flag::asFlag)).orElse(before.loop()),
        before.bits(),
        before.mtuBytes(),
        before.packetFrames(),
        List.of(),
        before.group());
  }

  /** The head of a session with another format. */
  static SessionFile format(JsonValue body, SessionFile before) {
    Members format = Members.of(body, "bits", "mtu", "packet");
    return new SessionFile(
        before.device(),
        before.rateHz(),
        before.blockFrames(),
        before.loop(),
        number(format, "bits", before.bits(), InputForm::bits),
        number(format, "mtu", before.mtuBytes(), InputForm::mtu),
        number(format, "packet", before.packetFrames(), InputForm::packet),
        List.of(),
        before.group());
  }

  private static Record rate(int hz) {
    return new DeviceRequest(
        OptionalInt.of(hz), OptionalInt.empty(), DeviceRequest.DEFAULT_BLOCK_FRAMES);
  }

  private static Record block(int frames) {
    return new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), frames);
  }

  private static Record bits(int bits) {
    return new SendConfig(bits, OptionalInt.empty(), SendConfig.DEFAULT_MTU_BYTES, List.of());
  }

  private static Record mtu(int bytes) {
    return new SendConfig(SendConfig.DEFAULT_BITS, OptionalInt.empty(), bytes, List.of());
  }

  private static Record packet(int frames) {
    return new SendConfig(
        SendConfig.DEFAULT_BITS, OptionalInt.of(frames), SendConfig.DEFAULT_MTU_BYTES, List.of());
  }

  private static Optional<String> text(JsonValue value) {
    return value instanceof JsonNull
        ? Optional.empty()
        : Optional.of(Refusal.check("device", value::asText).strip()).filter(t -> !t.isEmpty());
  }

  /**
   * @param check makes a record of the number, which refuses it when it is out of range
   */
  private static OptionalInt number(
      Members members, String field, OptionalInt before, IntFunction<Record> check) {
    Optional<JsonValue> value = members.find(field);
    if (value.isEmpty()) {
      return before;
    }
    boolean empty =
        value.get() instanceof JsonNull
            || (value.get() instanceof JsonText text && text.text().isBlank());
    if (empty) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Refusal.check(field, () -> checked(field, value.get(), check)));
  }

  private static int wholeNumber(String field, String text) {
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new IllegalArgumentException(field + " " + Excerpt.quoted(text) + ": a whole number");
    }
    return Integer.parseInt(text);
  }

  private static int checked(String field, JsonValue value, IntFunction<Record> check) {
    int number =
        value instanceof JsonText text ? wholeNumber(field, text.text().strip()) : value.asWhole();
    Record accepted = check.apply(number);
    assert accepted != null;
    return number;
  }
}
