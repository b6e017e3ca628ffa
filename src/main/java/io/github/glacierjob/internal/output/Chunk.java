package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.text.ByteRange;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * A verified range of an output. The receiver owns the bytes: they are never used again here.
 *
 * @param index  the number of its cell in the grid of the chunk size, from 0
 * @param count  how many cells there are, at least 1
 * @param isLast whether no other follows
 * @param range  where it lies in the output; empty for an empty output
 * @param bytes  its bytes
 * @param leaves the hashes of its 1 MiB leaves
 * @param proof  what was proved of it
 * @param answer the service's answer to the first request that delivered bytes of it
 */
public record Chunk(
        int index,
        int count,
        boolean isLast,
        ByteRange range,
        byte[] bytes,
        LeafHashes leaves,
        Proof proof,
        GetJobOutputResponse answer) {

    /** The tree hash of its bytes. */
    public String treeHash() {
        return leaves.treeHash();
    }

    /** The same bytes with the index and the count of a descriptor: it was fetched alone, as range 0 of 1. */
    Chunk as(RangeDescriptor descriptor) {
        return new Chunk(
                descriptor.index(), descriptor.count(), descriptor.isLast(), range, bytes, leaves, proof, answer);
    }

    Chunk provedWhole() {
        return new Chunk(index, count, isLast, range, bytes, leaves, Proof.whole, answer);
    }
}
