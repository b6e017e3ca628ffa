package io.github.glacierjob.internal.range;

/** The verification of bytes before their delivery. */
public enum Proof {
    /** The tree hash of the whole output, including the last bytes, was compared. */
    whole,
    /** The tree hash of this range was compared. */
    range,
    /** Only the length was compared: the service sends no hash for the range, or the options disable the check. */
    length
}
