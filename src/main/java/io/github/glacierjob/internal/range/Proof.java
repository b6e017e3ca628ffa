package io.github.glacierjob.internal.range;

/** What was proved of bytes before they were handed over. */
public enum Proof {
    /** The tree hash of the whole output, the last bytes included. */
    whole,
    /** The tree hash of this range. */
    range,
    /** Only the length: the service sends no hash for it, or the options ask for no check. */
    length
}
