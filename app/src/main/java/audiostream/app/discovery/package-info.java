/**
 * Receivers announce themselves and senders find them, by DNS-SD over multicast DNS (RFC 6762, RFC
 * 6763) with jmdns. Runs on threads of its own and is never waited for by anything that sounds;
 * where a network does not carry it, nothing is found and all else works.
 */
@NullMarked
package audiostream.app.discovery;

import org.jspecify.annotations.NullMarked;
