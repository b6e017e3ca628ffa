package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.internal.text.ByteRange;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A range that was received and compared with its hash. Its bytes are where the landing wrote them.
 *
 * @param range  the range in the output; empty for an empty output
 * @param leaves the hashes of its 1 MiB leaves
 * @param proof  how the bytes were verified
 * @param answer the service's answer to the first request that delivered bytes of the range
 */
public record VerifiedRange(ByteRange range, LeafHashes leaves, Proof proof, GetJobOutputResponse answer) {}
