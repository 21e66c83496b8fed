package audiostream.app.console.sender;

import audiostream.engine.session.DestinationConfig;

/**
 * A destination as it stands on the page.
 *
 * @param id for as long as the console runs; never used again
 * @param revision counts its changes, from 1
 * @param config as the session file has it
 * @param solo while any row is solo, the others are silent; not part of the session file
 */
record Row(int id, int revision, DestinationConfig config, boolean solo) {

  /** The next revision of it. */
  Row changed(DestinationConfig next, boolean nextSolo) {
    return new Row(id, revision + 1, next, nextSolo);
  }

  Row named(String name) {
    return new Row(id, revision, config.withName(name), solo);
  }
}
