package audiostream.engine.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LibcFunctionTest {

  @BeforeAll
  static void requirePosix() {
    assumeThat(LibcFunction.available()).isTrue();
  }

  @Test
  void shouldPassNumbersOfEitherSign() {
    assertThat(LibcFunction.of("labs").call(-5_000_000_000L)).isEqualTo(5_000_000_000L);
    assertThat((int) LibcFunction.of("abs").call(-7)).isEqualTo(7);
  }

  @Test
  void shouldPassAddressesInTheirOrder() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom("abcdef");
      MemorySegment to = arena.allocate(8);
      long answer = LibcFunction.of("memcpy").call(to.address(), from.address(), 4);
      assertThat(answer).isEqualTo(to.address());
      assertThat(to.asSlice(0, 5).toArray(JAVA_BYTE)).containsExactly('a', 'b', 'c', 'd', 0);
    }
  }

  @Test
  void shouldPassWhatAFunctionTakesAfterItsNamedArguments() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(32);
      MemorySegment format = arena.allocateFrom("%d-%ld-%d");
      long length = LibcFunction.of("snprintf").call(to.address(), 32, format.address(), 1, -2, 3);
      // macOS on arm64 has those on the stack: there, only functions with a fixed number go.
      assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
      assertThat((int) length).isEqualTo(6);
      assertThat(to.getString(0, StandardCharsets.US_ASCII)).isEqualTo("1--2-3");
    }
  }

  @Test
  void shouldFindNothingWhereThereIsNothing() {
    assertThat(LibcFunction.find("no_such_function_anywhere")).isEmpty();
  }
}
