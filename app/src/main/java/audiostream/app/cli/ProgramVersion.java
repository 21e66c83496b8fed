package audiostream.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which the build writes into a resource. */
final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "audiostream " + read(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }

  /** The number alone; empty where it cannot be read. */
  static String number() {
    try {
      return read();
    } catch (IOException e) {
      return "";
    }
  }

  private static String read() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IOException("version.properties is missing from the program");
      }
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }
}
