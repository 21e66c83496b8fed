package audiostream.app.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;

/**
 * Gives class files of Java 5 and 6 the stack maps of later ones (JVMS 4.7.4), which the
 * ahead-of-time cache asks for: classes that the old verifier would have to check are not taken
 * into it, and picocli's are such.
 */
final class StackMaps {

  private static final int FIRST_WITH_THEM = ClassFile.JAVA_7_VERSION;

  /** Where a class file says its version: u4 magic, u2 minor, u2 major. */
  private static final int MAJOR_AT = 6;

  private StackMaps() {}

  /** Adds them to all jars of a folder that lack them. */
  static void add(Path folder) throws IOException {
    for (Path jar : Folders.all(folder)) {
      if (jar.toString().endsWith(".jar") && lackedBy(jar)) {
        Path raised = folder.resolve(jar.getFileName() + ".raised");
        copy(jar, raised);
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** What is not an old class file stays as it is. */
  private static void copy(Path jar, Path target) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar));
        JarOutputStream out = opened(in, target)) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        JarEntry same = new JarEntry(entry.getName());
        same.setTime(entry.getTime());
        out.putNextEntry(same);
        out.write(withMaps(entry.getName(), in.readAllBytes()));
      }
    }
  }

  private static JarOutputStream opened(JarInputStream like, Path target) throws IOException {
    OutputStream out = Files.newOutputStream(target);
    return like.getManifest() == null
        ? new JarOutputStream(out)
        : new JarOutputStream(out, like.getManifest());
  }

  private static boolean lackedBy(Path jar) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (isOldClass(entry.getName(), head(in))) {
          return true;
        }
      }
      return false;
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    return in.readNBytes(MAJOR_AT + 2);
  }

  private static boolean isOldClass(String name, byte[] bytes) {
    return name.endsWith(".class")
        && bytes.length >= MAJOR_AT + 2
        && ((bytes[MAJOR_AT] << 8) | (bytes[MAJOR_AT + 1] & 0xff)) < FIRST_WITH_THEM;
  }

  static byte[] withMaps(String name, byte[] bytes) {
    if (!isOldClass(name, bytes)) {
      return bytes;
    }
    ClassFile classFile = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);
    ClassModel model = classFile.parse(bytes);
    ClassTransform raised =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(FIRST_WITH_THEM, 0);
          } else {
            builder.with(element);
          }
        };
    // Bodies that are not touched would be copied as they are.
    return classFile.transformClass(
        model, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(raised));
  }
}
