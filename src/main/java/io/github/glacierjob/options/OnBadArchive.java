package io.github.glacierjob.options;

/** With {@code outputMode=archives}: what to do with an entry of the inventory that cannot be read. */
public enum OnBadArchive {
    /** The output fails at this entry. */
    error,
    /** The entry is omitted and counted; the last message has the count. */
    skip,
    /** The route gets a message with the readable parts of the entry and the cause. */
    emit
}
