/**
 * Fuzz targets: one class {@code XyzFuzz} for each parser, with {@code public static void
 * fuzzerTestOneInput(byte[])}, which throws when the parser breaks its promises, and {@code public
 * static List<byte[]> seeds()}, valid inputs to begin from. They know nothing of the fuzzer: {@code
 * evidence/fuzz} lets Jazzer drive them, and {@code FuzzTargetsTest} gives each a bounded number of
 * seeded mutations in every build.
 */
package audiostream.engine.fuzz;
