package audiostream.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The house: a room uses only rooms of a lower rank; rooms of the same rank meet only above. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {

  private static final String ROOT = "audiostream.engine.";

  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("libc", 0),
          Map.entry("time", 1),
          Map.entry("audio", 1),
          Map.entry("handoff", 1),
          Map.entry("stats", 1),
          Map.entry("threads", 2),
          Map.entry("rtp", 2),
          Map.entry("dsp", 2),
          Map.entry("packet", 2),
          Map.entry("net", 3),
          Map.entry("device", 3),
          Map.entry("jitter", 3),
          Map.entry("feedback", 3),
          Map.entry("sync", 3),
          Map.entry("repair", 3),
          Map.entry("pipeline", 4),
          Map.entry("session", 5));

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("audiostream.engine");

  @Test
  void shouldKnowTheRankOfEveryRoom() {
    assertThat(ENGINE).isNotEmpty().allSatisfy(type -> assertThat(RANKS).containsKey(roomOf(type)));
  }

  @Test
  void shouldUseOnlyRoomsOfALowerRank() {
    List<String> upward =
        ENGINE.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(use -> !roomOf(use.getOriginClass()).equals(roomOf(use.getTargetClass())))
            .filter(use -> rankOf(use.getOriginClass()) <= rankOf(use.getTargetClass()))
            .map(Dependency::getDescription)
            .toList();
    assertThat(upward).isEmpty();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void shouldReadTheClockInOneRoomOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "time..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(ENGINE);
  }

  private static String roomOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length()).split("\\.")[0];
  }

  private static int rankOf(JavaClass type) {
    return RANKS.get(roomOf(type));
  }
}
