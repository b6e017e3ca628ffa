package io.github.glacierjob.options;

/** What {@code operation=prove} of {@code glacier-egress:} compares. */
public enum ProofBy {
    /** What the destination answered; a file is read back. */
    answer,
    /** The body: the object as it was read back from the destination. */
    body,
    /** The length of a file, after it was forced to the disk. */
    length
}
