package io.github.glacierjob.options;

/** What it means when the service sends no checksum for an archive's output. A wrong one is an error unless none. */
public enum ChecksumPolicy {
    /** The output is refused before its first byte. */
    required,
    /** What there is, is compared. */
    ifAvailable,
    /** Nothing is compared. */
    none
}
