package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.FileBytes;
import io.github.glacierjob.simulator.bytes.GeneratedInventory;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.bytes.SeededBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The bytes of an archive or of an output: immutable, readable at any offset, by any number of threads.
 *
 * <p>Offsets count from 0; {@code start} is inclusive and {@code end} exclusive.
 */
public final class Content {
    private final Bytes bytes;

    Content(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Content held in memory; the array is not copied and must not change. */
    public static Content of(byte[] bytes) {
        return new Content(new HeapBytes(bytes));
    }

    /** The text's bytes in UTF-8. */
    public static Content of(String text) {
        return new Content(HeapBytes.of(text));
    }

    /** The content of a file, which is read when it is served. */
    public static Content file(Path file) {
        return new Content(new FileBytes(file));
    }

    /**
     * Pseudo-random content of any size that is never stored: the same seed gives the same bytes in every run. A larger
     * size only appends. Its tree hash costs milliseconds, also for 40 TB.
     */
    public static Content seeded(long seed, long size) {
        return new Content(new SeededBytes(seed, size));
    }

    /**
     * A generated inventory of {@code count} archives that do not exist, for
     * {@link GlacierSimulator#addInventoryJob(String, String, Content)}: of any size, never stored. The description of
     * archive {@code i} (from 0) is {@code archive} and ten digits.
     */
    public static Content generatedInventory(String format, String vaultArn, long count) {
        return new Content(new GeneratedInventory(format, vaultArn, count, GeneratedInventory.Nasty.NONE));
    }

    /**
     * A generated inventory with difficult entries. Of each thousand archives, the first {@code missingIds} have no id,
     * and the next {@code nastyDescriptions} have descriptions that are hard to parse: quotes, commas, backslashes, paths
     * that lead out of a directory, texts like a formula or like another tool's description, many equal descriptions, and
     * empty descriptions.
     */
    public static Content generatedInventory(
            String format, String vaultArn, long count, int nastyDescriptions, int missingIds) {
        GeneratedInventory.Nasty nasty = new GeneratedInventory.Nasty(nastyDescriptions, missingIds);
        return new Content(new GeneratedInventory(format, vaultArn, count, nasty));
    }

    /** The number of bytes. */
    public long size() {
        return bytes.size();
    }

    /** Writes the bytes from {@code start} to {@code end} in pieces of at most 1 MiB; does not close {@code out}. */
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        bytes.writeTo(out, start, end);
    }

    /** The bytes that a reader must see at {@code offset}; {@code length} is at most 2 GiB - 1. */
    public byte[] expected(long offset, long length) {
        return bytes.expected(offset, length);
    }

    /** The tree hash of the whole, lower-case hex. */
    public String treeHash() {
        return bytes.treeHash();
    }

    /** The tree hash of the bytes from {@code start} to {@code end}, lower-case hex. */
    public String treeHash(long start, long end) {
        return bytes.treeHash(start, end);
    }

    Bytes bytes() {
        return bytes;
    }

    /** Equal if both have the same source of bytes; a copy of the bytes is not equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Content content && content.bytes == bytes;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(bytes);
    }
}
