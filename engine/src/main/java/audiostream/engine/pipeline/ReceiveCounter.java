package audiostream.engine.pipeline;

import audiostream.engine.stats.Described;

/** What a receiver counts as it plays. Written by the pulling thread. */
public enum ReceiveCounter implements Described {
  RECEIVED("packets of sound received"),
  LOST("packets that should have come and have not"),
  LATE("packets that came after their time to sound had passed, wholly or in part"),
  REORDERED("packets that came after a later one"),
  DUPLICATE("packets that came twice"),
  MALFORMED("packets whose payload does not hold whole frames"),
  UNKNOWN_PAYLOAD("packets of a payload type that was not announced, or that changes the rate"),
  OTHER_SENDER("packets of another sender while one is heard"),
  MISSING_FRAMES(
      "frames that had not come when they were to sound: concealed, or silence in a file"),
  GAPS("times that frames were missing, however many in a row"),
  PLAYED_FRAMES("frames played, missing ones included"),
  UNDERRUNS("times that nothing was left to play"),
  DEVICE_UNDERRUNS("times that the output device ran dry"),
  RESYNCS("times that playout jumped back to its latency"),
  STREAMS("streams that were taken up, restarts of a sender included"),
  REOPENED("times that the output device was opened again after it failed or stalled");

  private final String description;

  ReceiveCounter(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
