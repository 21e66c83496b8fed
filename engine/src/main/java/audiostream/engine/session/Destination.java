package audiostream.engine.session;

import audiostream.engine.audio.Decibels;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.net.UdpControl;
import audiostream.engine.net.UdpDeparture;
import audiostream.engine.net.UdpDestination;
import audiostream.engine.pipeline.DestinationStream;
import audiostream.engine.pipeline.PayloadKey;
import audiostream.engine.pipeline.SendPlan;
import audiostream.engine.rtp.PayloadTypes;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The sender's record of one receiver: its configuration, its stream, and its way to the network.
 * Control thread only, except for the stream itself.
 */
final class Destination {

  /**
   * What makes a stream the same stream: while these stay, SSRC and sequence go on.
   *
   * @param encoding of the samples
   * @param channels how many
   */
  record Identity(Endpoint endpoint, SampleEncoding encoding, int channels) {}

  private final DestinationConfig config;
  private final Identity identity;
  private final InetSocketAddress address;
  private final UdpDestination network;
  private final DestinationStream stream;
  private final PacketSize packetSize;
  private final Optional<DestinationControl> control;

  private Destination(
      DestinationConfig config,
      Identity identity,
      InetSocketAddress address,
      UdpDestination network,
      DestinationStream stream,
      PacketSize packetSize,
      Optional<DestinationControl> control) {
    this.config = config;
    this.identity = identity;
    this.address = address;
    this.network = network;
    this.stream = stream;
    this.packetSize = packetSize;
    this.control = control;
  }

  /**
   * What a sender's destinations have in common on their way to the network.
   *
   * @param departure with whose packets theirs leave
   * @param rtcp to whose destinations they will belong
   */
  record Ways(Optional<UdpDeparture> departure, SenderControl rtcp) {}

  /**
   * Resolves the host and opens the way to it; sends nothing.
   *
   * @param input rate and block of the input
   */
  static Destination open(
      DestinationConfig config,
      SendConfig send,
      InputShape input,
      RandomGenerator random,
      Ways ways)
      throws SetupException {
    Identity identity = identityOf(config, send);
    InetSocketAddress address = resolve(config);
    MulticastOptions multicast = multicastOf(config);
    StreamFormat format =
        new StreamFormat(identity.encoding(), input.rateHz(), identity.channels());
    OptionalInt payloadType = payloadTypeOf(config, format);
    UdpDestination network = openNetwork(config, address, multicast, ways.departure());
    DestinationStream stream = new DestinationStream(network, payloadType, randomOrigin(random));
    return new Destination(
        config,
        identity,
        address,
        network,
        stream,
        packetSizeOf(send, input, identity, address),
        openControl(config, address, multicast)
            .map(channel ->
                new DestinationControl(
                    stream,
                    network,
                    channel,
                    input.rateHz(),
                    ways.rtcp().cname(),
                    ways.rtcp().counters())));
  }

  /**
   * The same stream, set up differently: other channels in the same number, gain, delay, mute,
   * name.
   */
  Destination with(DestinationConfig changed, SendConfig send, InputShape input) {
    return new Destination(
        changed,
        identity,
        address,
        network,
        stream,
        packetSizeOf(send, input, identity, address),
        control);
  }

  static Identity identityOf(DestinationConfig config, SendConfig send) {
    return new Identity(
        config.endpoint(),
        encodingOf(config.endpoint().wire(), send.bits()),
        config.channels().size());
  }

  private static SampleEncoding encodingOf(WireFormat wire, int bits) {
    return switch (wire) {
      case RAW -> SampleEncoding.S16_LE;
      case RTP -> bits == 24 ? SampleEncoding.S24_BE : SampleEncoding.S16_BE;
    };
  }

  private static OptionalInt payloadTypeOf(DestinationConfig config, StreamFormat format)
      throws SetupException {
    if (config.endpoint().wire() == WireFormat.RAW) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(PayloadTypes.choose(format, config.endpoint().payloadType()));
    } catch (IllegalArgumentException e) {
      throw new SetupException("destination '" + config.name() + "': " + e.getMessage(), e);
    }
  }

  private static InetSocketAddress resolve(DestinationConfig config) throws SetupException {
    String host = config.endpoint().host();
    try {
      return new InetSocketAddress(InetAddress.getByName(host), config.endpoint().port());
    } catch (UnknownHostException e) {
      throw new SetupException(
          "destination '" + config.name() + "': " + Endpoint.unknownHost(host), e);
    }
  }

  private static MulticastOptions multicastOf(DestinationConfig config) throws SetupException {
    try {
      Optional<NetworkInterface> found = Optional.empty();
      if (config.endpoint().interfaceName().isPresent()) {
        found =
            Optional.of(MulticastOptions.interfaceNamed(config.endpoint().interfaceName().get()));
      }
      return new MulticastOptions(config.endpoint().ttl().orElse(1), found);
    } catch (IOException e) {
      throw new SetupException("destination '" + config.name() + "': " + e.getMessage(), e);
    }
  }

  private static UdpDestination openNetwork(
      DestinationConfig config,
      InetSocketAddress address,
      MulticastOptions multicast,
      Optional<UdpDeparture> departure)
      throws SetupException {
    try {
      return UdpDestination.open(address, multicast, departure);
    } catch (IOException e) {
      throw new SetupException(
          "destination '" + config.name() + "': cannot send to " + address + ": " + e.getMessage(),
          e);
    }
  }

  /** Raw streams have no RTCP, and neither has a stream to the last port. */
  private static Optional<UdpControl> openControl(
      DestinationConfig config, InetSocketAddress media, MulticastOptions multicast)
      throws SetupException {
    if (config.endpoint().wire() == WireFormat.RAW || media.getPort() == 65_535) {
      return Optional.empty();
    }
    InetSocketAddress next = new InetSocketAddress(media.getAddress(), media.getPort() + 1);
    try {
      return Optional.of(UdpControl.open(next, multicast));
    } catch (IOException e) {
      throw new SetupException(
          "destination '" + config.name() + "': cannot send to " + next + ": " + e.getMessage(), e);
    }
  }

  /** Random numbers, as RFC 3550 section 5.1 asks. */
  private static DestinationStream.Origin randomOrigin(RandomGenerator random) {
    return new DestinationStream.Origin(
        random.nextInt(), random.nextInt(1 << 16), random.nextInt());
  }

  private static PacketSize packetSizeOf(
      SendConfig send, InputShape input, Identity identity, InetSocketAddress address) {
    return PacketSize.choose(
        send.packetFrames(),
        input.blockFrames(),
        new PacketSize.Shape(
            identity.endpoint().wire(),
            identity.encoding().bytes() * identity.channels(),
            send.mtuBytes(),
            address.getAddress() instanceof Inet6Address));
  }

  /**
   * @param rateHz of the input
   */
  SendPlan.Route route(int rateHz) {
    float gain = config.mute() ? 0f : Decibels.toFactor(config.gainDb());
    PayloadKey prompt =
        new PayloadKey(config.channels(), identity.encoding(), packetSize.frames(), gain);
    return new SendPlan.Route(stream, prompt.delayed(config.delay().frames(rateHz)));
  }

  DestinationConfig config() {
    return config;
  }

  Identity identity() {
    return identity;
  }

  /** Whether its stream goes to whoever listens. */
  boolean multicast() {
    return address.getAddress().isMulticastAddress();
  }

  PacketSize packetSize() {
    return packetSize;
  }

  DestinationStream stream() {
    return stream;
  }

  /** Its RTCP; empty where there is none. */
  Optional<DestinationControl> control() {
    return control;
  }

  /** How it is doing at a time. */
  DestinationSnapshot snapshot(long nowNs) {
    return new DestinationSnapshot(
        config,
        stream.origin().ssrc(),
        stream.payloadType(),
        packetSize.frames(),
        stream.counters().snapshot(),
        network.failure(),
        control.flatMap(c -> c.feedback(nowNs)));
  }

  void close() throws IOException {
    network.close();
    if (control.isPresent()) {
      control.get().close();
    }
  }
}
