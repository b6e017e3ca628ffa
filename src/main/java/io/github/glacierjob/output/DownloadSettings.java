package io.github.glacierjob.output;

/**
 * How an output is downloaded. Immutable.
 *
 * @param chunkSize      bytes in a range, a power of two of MiB
 * @param parallelism    ranges in flight, 1 or more
 * @param checksumPolicy what a missing checksum means
 */
public record DownloadSettings(long chunkSize, int parallelism, ChecksumPolicy checksumPolicy) {}
