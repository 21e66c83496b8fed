/**
 * What a service tells the system's service manager: that it is ready, that it is alive, what it is
 * doing (sd_notify(3)). Called by the control agent, which is the main thread.
 */
@NullMarked
package audiostream.app.service;

import org.jspecify.annotations.NullMarked;
