package audiostream.engine.device.portaudio;

import java.util.List;

/**
 * The child process that tries PortAudio first: initialise, list, terminate. A broken ALSA
 * configuration, say, ends a process inside of PortAudio; then it ends this one. The exit status
 * tells the outcome.
 */
final class ProbeMain {

  static final int WELL = 0;
  static final int NO_LIBRARY = 3;

  /** Added to PortAudio's error, counted from the first: below 128, where signals begin. */
  static final int ERROR_BASE = 64;

  private ProbeMain() {}

  /**
   * @param arguments the library's path
   */
  public static void main(String[] arguments) {
    System.exit(
        PortAudioLibrary.load(List.of(arguments)).map(ProbeMain::tryOut).orElse(NO_LIBRARY));
  }

  private static int tryOut(PortAudioLibrary library) {
    int error = library.initialize();
    if (error != PortAudioLibrary.NO_ERROR) {
      return ERROR_BASE + error - PortAudioLibrary.FIRST_ERROR;
    }
    DeviceList.read(library);
    library.terminate();
    return WELL;
  }
}
