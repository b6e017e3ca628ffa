package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * The bytes of an archive or of an output: immutable, readable at any offset, by any number of threads.
 *
 * <p>Offsets count from 0; {@code start} is inclusive and {@code end} exclusive.
 */
public abstract class Bytes {
    private volatile String wholeHash;

    Bytes() {}

    /** The number of bytes. */
    public abstract long size();

    /** Writes the bytes from {@code start} to {@code end} in pieces of at most 1 MiB; does not close {@code out}. */
    public abstract void writeTo(OutputStream out, long start, long end) throws IOException;

    /** The bytes that a reader must see at {@code offset}; {@code length} is at most 2 GiB - 1. */
    public final byte[] expected(long offset, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(length));
        copy(out, offset, offset + length);
        return out.toByteArray();
    }

    /** The tree hash of the whole, lower-case hex. */
    public final String treeHash() {
        String known = wholeHash;
        if (known == null) {
            known = treeHash(0, size());
            wholeHash = known;
        }
        return known;
    }

    /** The tree hash of the bytes from {@code start} to {@code end}, lower-case hex. */
    public final String treeHash(long start, long end) {
        if (start < 0 || end > size() || start > end) {
            throw new IllegalArgumentException("Range " + start + " to " + end + " of " + size() + " bytes");
        }
        if (start == end) {
            return TreeHash.hex(TreeHash.sha256().digest());
        }
        if (start % MIB == 0 && (end % MIB == 0 || end == size())) {
            return TreeHash.hex(node(start / MIB, TreeHash.leaves(end)));
        }
        TreeHash.Leaves cut = index -> digest(start + index * MIB, Math.min(start + (index + 1) * MIB, end));
        return TreeHash.hex(TreeHash.root(cut, 0, TreeHash.leaves(end - start)));
    }

    /** The digest over the leaves {@code from} to {@code to}, exclusive. */
    byte[] node(long from, long to) {
        return TreeHash.root(this::leaf, from, to);
    }

    byte[] leaf(long index) {
        return digest(index * MIB, Math.min((index + 1) * MIB, size()));
    }

    final byte[] digest(long start, long end) {
        MessageDigest digest = TreeHash.sha256();
        copy(new DigestOutputStream(OutputStream.nullOutputStream(), digest), start, end);
        return digest.digest();
    }

    private void copy(OutputStream out, long start, long end) {
        try {
            writeTo(out, start, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void checkRange(long start, long end) {
        if (start < 0 || start > end || end > size()) {
            throw new IndexOutOfBoundsException(start + " to " + end + " of " + size() + " bytes");
        }
    }
}
