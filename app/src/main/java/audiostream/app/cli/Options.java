package audiostream.app.cli;

import java.util.function.Supplier;

/** Turns what a configuration record refuses into wrong use of an option. */
final class Options {

  private Options() {}

  /**
   * @param prefix what stands before the sentence, such as {@code "--to "}
   */
  static <T> T check(String prefix, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new WrongUseException(prefix + e.getMessage());
    }
  }
}
