package audiostream.engine.device;

/** Where a receiver's sound goes: what has a clock asks us, what has none we call. */
public sealed interface Output permits PlayoutDevice, FollowingOutput {}
