package io.github.glacierjob.options;

/** What becomes of a job's output. */
public enum OutputMode {
    /** One message per range. */
    chunks,
    /** One stream over the whole output. */
    stream,
    /** One file. */
    file,
    /** One descriptor per range, and no bytes. */
    ranges,
    /** One message per archive of an inventory. */
    archives,
    /** The description alone. */
    none
}
