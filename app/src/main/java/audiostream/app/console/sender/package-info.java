/**
 * The sender's console. {@link audiostream.app.console.sender.Desk} holds the session as it is
 * being edited and gives it to the engine; it is one monitor, so that edits come one after the
 * other. {@link audiostream.app.console.sender.Watch} looks at the engine on a thread of its own.
 */
@NullMarked
package audiostream.app.console.sender;

import org.jspecify.annotations.NullMarked;
