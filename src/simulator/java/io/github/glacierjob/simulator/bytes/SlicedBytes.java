package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.io.IOException;
import java.io.OutputStream;

/** A part of other bytes, with its own offsets. */
public final class SlicedBytes extends Bytes {
    private final Bytes whole;
    private final long start;
    private final long size;
    private final boolean sharesLeaves;

    /** Creates the part from {@code start} to {@code end}, exclusive. */
    public SlicedBytes(Bytes whole, long start, long end) {
        super();
        this.whole = whole;
        this.start = start;
        this.size = end - start;
        this.sharesLeaves = start % MIB == 0 && (end % MIB == 0 || end == whole.size());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long from, long to) throws IOException {
        checkRange(from, to);
        whole.writeTo(out, start + from, start + to);
    }

    @Override
    byte[] node(long from, long to) {
        return sharesLeaves ? whole.node(start / MIB + from, start / MIB + to) : super.node(from, to);
    }
}
