/**
 * What stands in the way of good sound on this machine and its network. Readings come from outside
 * and every judgement is a function of them, so that tests need no machine of a certain kind.
 */
@NullMarked
package audiostream.app.doctor;

import org.jspecify.annotations.NullMarked;
