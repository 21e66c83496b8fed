/**
 * A small web server for the console, on the JDK's own: routes, checks at the door, answers, live
 * values as server-sent events. Knows nothing of sound. Each request runs on a virtual thread of
 * its own.
 */
@NullMarked
package audiostream.app.console.http;

import org.jspecify.annotations.NullMarked;
