package audiostream.engine.net;

import audiostream.engine.packet.Packet;
import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One direction of a route: its link, shared by all clients, RTP and RTCP. Delivery agent. */
final class RelayWay {

  private final ImpairedLink link;
  private final DelayMeter delay = new DelayMeter();
  private final Counters<RelayCounter> troubles;
  private final Clock clock;
  private boolean begun;
  private long enteredNs;
  private volatile int underWay;

  RelayWay(Impairment impairment, Counters<RelayCounter> troubles, Clock clock) {
    this.link = new ImpairedLink(impairment);
    this.troubles = troubles;
    this.clock = clock;
  }

  /** Those of several sockets come nearly in the order of their arrival. */
  void enter(Packet packet, Exit exit) {
    enteredNs = begun ? Math.max(enteredNs, packet.arrivedNs()) : packet.arrivedNs();
    begun = true;
    link.send(packet.bytes(), packet.source(), exit, enteredNs);
  }

  /** Sends on what is due; returns when the next will be. */
  long deliver(long nowNs) {
    for (Parcel due = link.removeBy(nowNs); due != null; due = link.removeBy(nowNs)) {
      Exit exit = due.exit();
      if (exit != null && hand(due.packet().bytes(), exit)) {
        long sentNs = clock.nowNs();
        delay.add(sentNs - due.packet().arrivedNs(), sentNs - due.deliveryNs());
      }
    }
    underWay = link.underWay();
    return link.nextDeliveryNs();
  }

  /**
   * Twice, if need be: a connected socket reports that an earlier datagram was refused instead of
   * sending this one, which would then be missing at a destination that has come up.
   */
  private boolean hand(ByteBuffer datagram, Exit exit) {
    if (trySend(datagram, exit) || trySend(datagram.rewind(), exit)) {
      return true;
    }
    troubles.increment(RelayCounter.UNSENT);
    return false;
  }

  private static boolean trySend(ByteBuffer datagram, Exit exit) {
    try {
      return exit.send(datagram);
    } catch (IOException refused) {
      return false;
    }
  }

  RelaySnapshot.Direction snapshot() {
    return new RelaySnapshot.Direction(link.counters().snapshot(), delay.snapshot(), underWay);
  }
}
