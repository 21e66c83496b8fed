/**
 * UDP: one connected channel for each destination, one bound channel for each receiver. Beside it a
 * bad network: {@link audiostream.engine.net.ImpairmentModel} decides, {@link
 * audiostream.engine.net.ImpairedLink} holds datagrams in memory, {@link
 * audiostream.engine.net.UdpRelay} puts real sockets at both of its ends. Rank 2: uses ranks 0 and
 * 1.
 */
@NullMarked
package audiostream.engine.net;

import org.jspecify.annotations.NullMarked;
