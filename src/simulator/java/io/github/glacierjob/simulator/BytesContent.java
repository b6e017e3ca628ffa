package io.github.glacierjob.simulator;

import static io.github.glacierjob.simulator.TreeHash.MIB;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Content in memory. */
final class BytesContent extends Content {
    private final byte[] bytes;
    private final AtomicReferenceArray<byte[]> leaves;

    BytesContent(byte[] bytes) {
        super();
        this.bytes = bytes;
        this.leaves = new AtomicReferenceArray<>((int) TreeHash.leaves(bytes.length));
    }

    byte[] bytes() {
        return bytes;
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
