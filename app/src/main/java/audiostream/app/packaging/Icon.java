package audiostream.app.packaging;

/** The names of the program's icon in its resources. */
final class Icon {

  static final String PNG = "audiostream.png";
  static final String SVG = "audiostream.svg";

  private Icon() {}
}
