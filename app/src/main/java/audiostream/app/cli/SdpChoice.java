package audiostream.app.cli;

import audiostream.app.session.ReceiveUri;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.rtp.SdpException;
import audiostream.engine.rtp.SessionDescription;
import audiostream.engine.session.WireFormat;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What an SDP file says of a stream.
 *
 * @param uri where it comes in; empty without a file
 * @param formats of its payload types, the preferred one first
 * @param sharedClock whether the sender goes by a clock that others have, too (RFC 7273)
 */
record SdpChoice(Optional<ReceiveUri> uri, List<PayloadFormat> formats, boolean sharedClock) {

  static SdpChoice of(@Nullable Path file) {
    if (file == null) {
      return new SdpChoice(Optional.empty(), List.of(), false);
    }
    try {
      SessionDescription sdp = SessionDescription.parse(Files.readString(file));
      // A unicast address in an SDP is the receiver's; any of this machine's will do.
      Optional<String> group =
          Optional.of(sdp.connection()).filter(c -> c.isMulticast()).map(c -> c.host());
      ReceiveUri uri = new ReceiveUri(WireFormat.RTP, group, sdp.audio().port(), Optional.empty());
      return new SdpChoice(Optional.of(uri), sdp.audio().formats(), sdp.sharedClock());
    } catch (SdpException e) {
      throw new WrongUseException("--sdp '" + file + "': " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new WrongUseException("--sdp '" + file + "': there is no such file");
    } catch (MalformedInputException e) {
      throw new WrongUseException("--sdp '" + file + "': is not text");
    } catch (IOException e) {
      throw new WrongUseException("--sdp '" + file + "': cannot be read: " + e.getMessage());
    }
  }

  PayloadFormats addTo(PayloadFormats known) {
    PayloadFormats all = known;
    for (PayloadFormat format : formats) {
      all = all.with(format);
    }
    return all;
  }

  /** The preferred format's. */
  OptionalInt rateHz() {
    return formats.stream().mapToInt(known -> known.format().rateHz()).findFirst();
  }
}
