/** The streaming engine: captures, routes, sends, receives and plays; no user interface. */
module audiostream.engine {
  requires static transitive org.jspecify;
  requires java.desktop;
  requires jdk.net;

  exports audiostream.engine.audio;
  exports audiostream.engine.device.jack;
  exports audiostream.engine.device.javasound;
  exports audiostream.engine.device.paced;
  exports audiostream.engine.device.pipe;
  exports audiostream.engine.device.portaudio;
  exports audiostream.engine.device.silent;
  exports audiostream.engine.device.tone;
  exports audiostream.engine.device.wav;
  exports audiostream.engine.device;
  exports audiostream.engine.dsp;
  exports audiostream.engine.feedback;
  exports audiostream.engine.handoff;
  exports audiostream.engine.jitter;
  exports audiostream.engine.libc;
  exports audiostream.engine.net;
  exports audiostream.engine.packet;
  exports audiostream.engine.pipeline;
  exports audiostream.engine.rtp;
  exports audiostream.engine.session;
  exports audiostream.engine.stats;
  exports audiostream.engine.sync;
  exports audiostream.engine.threads;
  exports audiostream.engine.time;
}
