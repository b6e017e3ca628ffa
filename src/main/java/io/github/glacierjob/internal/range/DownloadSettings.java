package io.github.glacierjob.internal.range;

import io.github.glacierjob.options.ChecksumPolicy;

/**
 * The settings of a download. Immutable.
 *
 * @param chunkSize      bytes in a range, a power of two of MiB
 * @param parallelism    ranges whose bytes are received at the same time, 1 or more
 * @param early          further ranges that may be requested before there is memory for them, 0 or more
 * @param checksumPolicy the rule for missing checksums
 */
public record DownloadSettings(long chunkSize, int parallelism, int early, ChecksumPolicy checksumPolicy) {}
