package audiostream.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The program around the engine: who may use what. It runs senders and receivers, names devices and
 * formats, and reads records.
 */
class ArchitectureTest {

  private static final String ROOT = "audiostream.app.";

  /** What each room of the program may use of the others. */
  private static final Map<String, Set<String>> USES =
      Map.of(
          "words", Set.of(),
          "json", Set.of("words"),
          "session", Set.of("words", "json"),
          "console", Set.of("words", "json", "session"),
          "discovery", Set.of("words"),
          "packaging", Set.of(),
          "service", Set.of(),
          "doctor", Set.of("words"),
          "cli",
              Set.of(
                  "words",
                  "json",
                  "session",
                  "console",
                  "discovery",
                  "packaging",
                  "service",
                  "doctor"));

  /**
   * Rooms that are moved by the engine itself: the program sees what they say, not what they do.
   */
  private static final Set<String> INNER_ROOMS =
      Set.of("handoff", "packet", "net", "jitter", "dsp", "feedback", "sync", "repair", "pipeline");

  private static final JavaClasses APP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("audiostream.app");

  @Test
  void shouldKnowEveryRoom() {
    assertThat(APP).isNotEmpty().allSatisfy(type -> assertThat(USES).containsKey(roomOf(type)));
  }

  @Test
  void shouldUseOnlyTheRoomsBelow() {
    List<String> wrong =
        APP.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(use -> !roomOf(use.getOriginClass()).equals(roomOf(use.getTargetClass())))
            .filter(use ->
                !USES.getOrDefault(roomOf(use.getOriginClass()), Set.of())
                    .contains(roomOf(use.getTargetClass())))
            .map(use -> use.getDescription())
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(APP);
  }

  @Test
  void shouldWriteToTheTerminalFromTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(APP);
  }

  @Test
  void shouldSeeOfTheInnerRoomsOfTheEngineOnlyWhatTheySay() {
    List<String> wrong =
        APP.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> isInner(use.getTargetClass().getBaseComponentType()))
            .filter(use -> !isData(use.getTargetClass().getBaseComponentType()))
            .map(use -> use.getDescription())
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static boolean isInner(JavaClass type) {
    return INNER_ROOMS.stream()
        .anyMatch(
            room -> (type.getPackageName() + ".").startsWith("audiostream.engine." + room + "."));
  }

  private static boolean isData(JavaClass type) {
    return type.isRecord() || type.isEnum() || type.isInterface();
  }

  @Test
  void shouldKnowNothingOfTheEngineWhereWordsAndJsonAreRead() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "words..", ROOT + "json..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("audiostream.engine..")
        .check(APP);
  }

  private static String roomOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length()).split("\\.")[0];
  }
}
