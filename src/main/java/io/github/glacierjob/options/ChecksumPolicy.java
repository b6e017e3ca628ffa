package io.github.glacierjob.options;

/**
 * What to do if the service sends no checksum with the output of an archive retrieval. A checksum that does not match is an
 * error, except with {@link #none}.
 */
public enum ChecksumPolicy {
    /** The output is refused before its first byte. */
    required,
    /** The output is delivered; the checksums that exist are compared. */
    ifAvailable,
    /** No checksum is compared. */
    none
}
