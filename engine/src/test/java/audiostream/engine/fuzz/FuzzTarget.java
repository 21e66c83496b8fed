package audiostream.engine.fuzz;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A class with a fuzz target in it, found by its name. */
public record FuzzTarget(Class<?> type) {

  /** All classes {@code *Fuzz} that were compiled into the same folder as a class. */
  public static List<FuzzTarget> besides(Class<?> type) throws IOException {
    Path root = Path.of(location(type));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith("Fuzz.class"))
          .sorted()
          .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
          .map(FuzzTarget::named)
          .toList();
    }
  }

  private static URI location(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The target in a class of that name. */
  public static FuzzTarget named(String className) {
    try {
      return new FuzzTarget(Class.forName(className));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Valid inputs to begin from. */
  @SuppressWarnings("unchecked")
  public List<byte[]> seeds() {
    try {
      return (List<byte[]>) type.getMethod("seeds").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " needs: public static List<byte[]> seeds()", e);
    }
  }

  /** Throws what the target threw. */
  public void run(byte[] input) throws Throwable {
    Method target = type.getMethod("fuzzerTestOneInput", byte[].class);
    try {
      target.invoke(null, (Object) input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Writes the seeds of a target into a folder, one file each: class name, folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<byte[]> seeds = named(args[0]).seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-" + i), seeds.get(i));
    }
  }
}
