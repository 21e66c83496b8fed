/**
 * Devices through PortAudio, where its library is installed: JACK, ASIO, Core Audio, ALSA. Bound
 * here by the foreign function API; nothing of PortAudio is shipped.
 *
 * <p>Only its callback is used, never its blocking calls. The callback runs on a thread of
 * PortAudio's that the virtual machine has not made; nothing thrown ever reaches it.
 */
@NullMarked
package audiostream.engine.device.portaudio;

import org.jspecify.annotations.NullMarked;
