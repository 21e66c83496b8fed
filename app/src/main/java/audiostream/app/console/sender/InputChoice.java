package audiostream.app.console.sender;

/**
 * An input that can be chosen.
 *
 * @param device as a session names it
 * @param words what it is, for the user
 */
public record InputChoice(String device, String words) {}
