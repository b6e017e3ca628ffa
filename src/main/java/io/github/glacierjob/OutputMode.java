package io.github.glacierjob;

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
    /** One message per archive of an inventory. Not available in this version. */
    archives,
    /** The description alone. */
    none;

    boolean isAvailable() {
        return this != archives;
    }
}
