/**
 * The console: a web page by which a person sees and changes what a sender or receiver does while
 * it plays. Its rooms: {@code http} serves, {@code sender} and {@code receiver} have the models and
 * the API, and here is what both share. It reads snapshots and gives commands; no thread of the
 * sound ever waits for it.
 */
@NullMarked
package audiostream.app.console;

import org.jspecify.annotations.NullMarked;
