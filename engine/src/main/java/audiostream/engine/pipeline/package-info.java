/**
 * The order of things: the packetizer and the two assemblies, {@link
 * audiostream.engine.pipeline.SendPipeline} and {@link
 * audiostream.engine.pipeline.ReceivePipeline}. Rank 3: the only room that joins the rooms of rank
 * 2. Passive: threads are attached from {@code session}.
 */
@NullMarked
package audiostream.engine.pipeline;

import org.jspecify.annotations.NullMarked;
