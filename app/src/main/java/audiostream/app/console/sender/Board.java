package audiostream.app.console.sender;

import audiostream.app.session.SessionFile;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.SendConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everything that the page can change, at one moment. Immutable.
 *
 * @param head input and format, as in a session file; its destinations are not looked at
 * @param rows in the session's order
 * @param sending false: nothing goes out
 * @param panic true: everything is silent
 */
record Board(SessionFile head, List<Row> rows, boolean sending, boolean panic) {

  Board {
    head = head.withDestinations(List.of());
    rows = List.copyOf(rows);
  }

  Board with(List<Row> others) {
    return new Board(head, others, sending, panic);
  }

  Board with(SessionFile otherHead) {
    return new Board(otherHead, rows, sending, panic);
  }

  Board sending(boolean on) {
    return new Board(head, rows, on, panic);
  }

  Board panic(boolean on) {
    return new Board(head, rows, sending, on);
  }

  Optional<Row> find(int id) {
    return rows.stream().filter(row -> row.id() == id).findFirst();
  }

  int indexOf(int id) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).id() == id)
        .findFirst()
        .orElse(-1);
  }

  /** The same with another version of a row. */
  Board replacing(Row changed) {
    return with(rows.stream().map(row -> row.id() == changed.id() ? changed : row).toList());
  }

  Board without(int id) {
    return with(rows.stream().filter(row -> row.id() != id).toList());
  }

  Board inserting(int index, Row row) {
    List<Row> more = new ArrayList<>(rows);
    more.add(Math.clamp(index, 0, rows.size()), row);
    return with(more);
  }

  /** As a file holds it. */
  SessionFile file() {
    return head.withDestinations(rows.stream().map(Row::config).toList());
  }

  /** Whether a row is to be heard. */
  boolean sounds(Row row) {
    boolean anySolo = rows.stream().anyMatch(Row::solo);
    return !panic && !row.config().mute() && (!anySolo || row.solo());
  }

  /**
   * What the engine is to do.
   *
   * @param held rows that are left out for now
   * @param names that tell where a host is; one of which they do not know is left to the engine
   */
  SendConfig config(Set<Integer> held, HostNames names) {
    return new SendConfig(
        head.bits().orElse(SendConfig.DEFAULT_BITS),
        head.packetFrames(),
        head.mtuBytes().orElse(SendConfig.DEFAULT_MTU_BYTES),
        rows.stream()
            .filter(row -> sending && !held.contains(row.id()))
            .map(row -> heard(row, names))
            .toList(),
        head.group().config());
  }

  private DestinationConfig heard(Row row, HostNames names) {
    Endpoint endpoint = row.config().endpoint();
    String address = names.address(endpoint.host()).orElse(endpoint.host());
    return row.config().withMute(!sounds(row)).withEndpoint(endpoint.at(address));
  }
}
