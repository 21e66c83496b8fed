package audiostream.engine.stats;

/** A counter or gauge that can say in a sentence what it counts; screens and metrics show it. */
public interface Described {

  /** One sentence for the user, without a full stop. */
  String description();
}
