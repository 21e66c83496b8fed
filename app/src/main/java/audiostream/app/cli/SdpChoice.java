package audiostream.app.cli;

import audiostream.app.session.ReceiveUri;
import audiostream.engine.rtp.PayloadFormats;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an SDP file says of a stream. */
record SdpChoice(Optional<ReceiveUri> uri, PayloadFormats formats, OptionalInt rateHz) {

  static SdpChoice of(@Nullable Path file) {
    if (file == null) {
      return new SdpChoice(Optional.empty(), PayloadFormats.standard(), OptionalInt.empty());
    }
    throw new WrongUseException("--sdp " + file + ": later");
  }

  PayloadFormats addTo(PayloadFormats known) {
    return formats;
  }
}
