/**
 * JACK's clients as devices, where its library is installed and a server runs. Bound here by the
 * foreign function API; nothing of JACK is shipped.
 *
 * <p>Our ports belong to a client of our own; whose ports they are connected to is what a person
 * chooses. The server's process callback calls straight into the device's callback, so that nothing
 * is buffered between: what is captured in a cycle is handed over in it, and what is asked for in a
 * cycle sounds in it. The server also tells exactly when a cycle began and how far its ports are
 * from what is heard, so nothing has to be estimated.
 *
 * <p>The callback runs on a thread of JACK's that the virtual machine has not made; nothing thrown
 * ever reaches it. JACK ends that thread from within when the server goes, which only a thread
 * without frames of Java on it survives: hence the callback, and not {@code jack_cycle_wait}.
 */
@NullMarked
package audiostream.engine.device.jack;

import org.jspecify.annotations.NullMarked;
