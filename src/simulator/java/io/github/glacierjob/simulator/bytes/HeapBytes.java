package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Bytes in memory; the array is not copied and must not change. */
public final class HeapBytes extends Bytes {
    private final byte[] bytes;
    private final AtomicReferenceArray<byte[]> leaves;

    /** Creates the bytes from the array itself, without a copy. */
    public HeapBytes(byte[] bytes) {
        super();
        this.bytes = bytes;
        this.leaves = new AtomicReferenceArray<>((int) TreeHash.leaves(bytes.length));
    }

    /** Creates the bytes of a text in UTF-8. */
    public static HeapBytes of(String text) {
        return new HeapBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        for (long at = start; at < end; at += MIB) {
            out.write(bytes, (int) at, (int) Math.min(MIB, end - at));
        }
    }

    @Override
    byte[] leaf(long index) {
        byte[] known = leaves.get((int) index);
        if (known == null) {
            known = super.leaf(index);
            leaves.set((int) index, known);
        }
        return known;
    }
}
