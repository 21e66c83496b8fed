/**
 * Inputs without a sound card behind them, paced by the clock instead. The per-block work is
 * passive ({@link audiostream.engine.device.paced.PacedBlocks}); one daemon thread a device drives
 * it.
 */
@NullMarked
package audiostream.engine.device.paced;

import org.jspecify.annotations.NullMarked;
