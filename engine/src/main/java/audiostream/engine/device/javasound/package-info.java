/**
 * Devices through {@code javax.sound.sampled}: in every Java, so nothing needs to be installed.
 * Each open line has one thread, which turns Java Sound's blocking lines into the ports of the
 * room.
 */
@NullMarked
package audiostream.engine.device.javasound;

import org.jspecify.annotations.NullMarked;
