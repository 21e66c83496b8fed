package audiostream.app.cli;

import audiostream.engine.device.Backend;
import audiostream.engine.device.jack.JackBackend;
import audiostream.engine.device.javasound.JavaSoundBackend;
import audiostream.engine.device.pipe.PipeBackend;
import audiostream.engine.device.portaudio.PortAudioBackend;
import audiostream.engine.device.silent.SilentBackend;
import audiostream.engine.device.tone.ToneBackend;
import audiostream.engine.device.wav.WavBackend;
import audiostream.engine.session.Backends;
import audiostream.engine.time.Clock;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.List;

/** The back-ends of the program, in the order in which a bare name is looked for. */
final class StandardBackends {

  private StandardBackends() {}

  /**
   * @param loop whether a WAV input is repeated
   */
  static Backends create(Clock clock, boolean loop) {
    List<Backend> soundDevices =
        List.of(new PortAudioBackend(clock), new JackBackend(clock), new JavaSoundBackend(clock));
    List<Backend> others =
        List.of(
            new WavBackend(clock, loop),
            new ToneBackend(clock),
            new PipeBackend(
                clock,
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out)),
            new SilentBackend(clock));
    return new Backends(soundDevices, others);
  }
}
