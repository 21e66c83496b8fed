/**
 * RTP, RTCP and SDP as bytes and text, and wrap-around arithmetic: no sockets, no clock. Rank 1:
 * uses {@code audio} and {@code stats} only. Callable from any thread; objects with state are
 * confined to the thread that owns them. What comes from the network is never thrown: it gets a
 * fault, which the caller counts.
 */
@NullMarked
package audiostream.engine.rtp;

import org.jspecify.annotations.NullMarked;
