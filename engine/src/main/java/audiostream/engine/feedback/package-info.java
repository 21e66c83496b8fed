/**
 * What each side of a stream knows of the other, from RTCP (RFC 3550, RFC 3611): statistics of
 * reception, reports and their intervals, round trips, and who is heard. In virtual time, without
 * sockets. Rank 2: uses ranks 0 and 1. {@link audiostream.engine.feedback.ReceptionStatistics} is
 * written by the thread that pulls; everything else belongs to the threads of RTCP.
 */
@NullMarked
package audiostream.engine.feedback;

import org.jspecify.annotations.NullMarked;
