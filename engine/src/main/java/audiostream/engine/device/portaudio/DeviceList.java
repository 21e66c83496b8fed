package audiostream.engine.device.portaudio;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Reads what an initialised PortAudio lists. PortAudio's own indices are kept. */
final class DeviceList {

  private DeviceList() {}

  static List<DeviceInfo> read(PortAudioLibrary library) {
    List<DeviceInfo> devices = new ArrayList<>();
    int count = library.deviceCount();
    for (int i = 0; i < count; i++) {
      devices.add(describe(library, i, library.deviceInfo(i)));
    }
    return devices;
  }

  private static DeviceInfo describe(PortAudioLibrary library, int index, MemorySegment info) {
    MemorySegment hostApi = library.hostApiInfo(intIn("hostApi", info));
    return new DeviceInfo(
        index,
        Layouts.textIn(Layouts.DEVICE_INFO, "name", info),
        Layouts.textIn(Layouts.HOST_API_INFO, "name", hostApi),
        channels("maxInputChannels", info),
        channels("maxOutputChannels", info),
        (int) Math.round(doubleIn("defaultSampleRate", info)),
        milliseconds("defaultLowInputLatency", info),
        milliseconds("defaultLowOutputLatency", info));
  }

  /** ALSA's plugins claim to have any number of channels. */
  private static int channels(String field, MemorySegment info) {
    return Math.clamp(intIn(field, info), 0, StreamFormat.MAX_CHANNELS);
  }

  private static double milliseconds(String field, MemorySegment info) {
    return Math.max(0, doubleIn(field, info) * 1e3);
  }

  private static int intIn(String field, MemorySegment info) {
    return Layouts.intIn(Layouts.DEVICE_INFO, field, info);
  }

  private static double doubleIn(String field, MemorySegment info) {
    return Layouts.doubleIn(Layouts.DEVICE_INFO, field, info);
  }
}
