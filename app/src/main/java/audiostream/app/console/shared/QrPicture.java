package audiostream.app.console.shared;

import io.nayuki.qrcodegen.QrCode;
import java.util.StringJoiner;

/** A QR code of half blocks for a terminal: two rows of modules in each line, light on dark. */
public final class QrPicture {

  private static final int QUIET_MODULES = 2;

  private QrPicture() {}

  public static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    StringJoiner lines = new StringJoiner("\n");
    for (int y = -QUIET_MODULES; y < code.size + QUIET_MODULES; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -QUIET_MODULES; x < code.size + QUIET_MODULES; x++) {
        line.append(cell(!code.getModule(x, y), !code.getModule(x, y + 1)));
      }
      lines.add(line);
    }
    return lines.toString();
  }

  private static char cell(boolean upperLight, boolean lowerLight) {
    if (upperLight) {
      return lowerLight ? '\u2588' : '\u2580';
    }
    return lowerLight ? '\u2584' : ' ';
  }
}
