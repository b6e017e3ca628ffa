package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.text.ByteRange;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A verified range of an output. The receiver owns the bytes; the download does not use them again.
 *
 * @param index  the number of the range's cell in the grid of the chunk size, from 0
 * @param count  the number of cells in the grid, at least 1
 * @param isLast whether this is the last chunk
 * @param range  the range in the output; empty for an empty output
 * @param bytes  its bytes
 * @param leaves the hashes of its 1 MiB leaves
 * @param proof  how the bytes were verified
 * @param answer the service's answer to the first request that delivered bytes of the range
 * @param digests the wanted digests of its bytes
 */
public record Chunk(
        int index,
        int count,
        boolean isLast,
        ByteRange range,
        byte[] bytes,
        LeafHashes leaves,
        Proof proof,
        GetJobOutputResponse answer,
        Digests digests) {

    /** The tree hash of its bytes. */
    public String treeHash() {
        return leaves.treeHash();
    }

    /**
     * The same bytes with the index and the count of a descriptor, because a range that was fetched alone is range 0 of
     * 1.
     */
    Chunk as(RangeDescriptor descriptor) {
        return new Chunk(
                descriptor.index(),
                descriptor.count(),
                descriptor.isLast(),
                range,
                bytes,
                leaves,
                proof,
                answer,
                digests);
    }

    Chunk provedWhole() {
        return new Chunk(index, count, isLast, range, bytes, leaves, Proof.whole, answer, digests);
    }
}
