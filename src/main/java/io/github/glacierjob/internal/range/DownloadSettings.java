package io.github.glacierjob.internal.range;

import io.github.glacierjob.options.ChecksumPolicy;

/**
 * How an output is downloaded. Immutable.
 *
 * @param chunkSize      bytes in a range, a power of two of MiB
 * @param parallelism    ranges whose bytes are received at the same time, 1 or more
 * @param early          ranges that may be asked for besides, before there is memory for them, 0 or more
 * @param checksumPolicy what a missing checksum means
 */
public record DownloadSettings(long chunkSize, int parallelism, int early, ChecksumPolicy checksumPolicy) {}
