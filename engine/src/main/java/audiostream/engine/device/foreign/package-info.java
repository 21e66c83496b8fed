/**
 * What every back-end needs that speaks with a driver through the foreign function API: memory by
 * plain address, and silence on standard error.
 */
@NullMarked
package audiostream.engine.device.foreign;

import org.jspecify.annotations.NullMarked;
