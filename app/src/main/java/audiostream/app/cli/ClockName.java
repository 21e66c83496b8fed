package audiostream.app.cli;

import audiostream.app.session.ClockChoice;

/** A clock, named as on the command line. */
enum ClockName {
  own,
  system;

  ClockChoice choice() {
    return switch (this) {
      case own -> ClockChoice.OWN;
      case system -> ClockChoice.SYSTEM;
    };
  }
}
