package io.github.glacierjob.options;

/** With {@code outputMode=archives}: what to do with an entry of the inventory that cannot be read. */
public enum OnBadArchive {
    /** The inventory fails there. */
    error,
    /** The entry is left out and counted; the last message says how many there were. */
    skip,
    /** A message with what could be read, and the cause. */
    emit
}
