/**
 * Measurements of the engine; never shipped. {@code run-benchmarks} runs them, the README beside it
 * says what each tells.
 */
@NullMarked
package audiostream.evidence;

import org.jspecify.annotations.NullMarked;
