package audiostream.app.packaging;

import java.util.Locale;

/** What can be made of the program. */
public enum PackageKind {
  /** A tar for every system, which needs a JDK 25 there. */
  PORTABLE,
  /** A folder with its own Java, for the kind of machine that it was made on. */
  IMAGE,
  /** A Debian package with its own Java, for the kind of machine that it was made on. */
  DEB;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
