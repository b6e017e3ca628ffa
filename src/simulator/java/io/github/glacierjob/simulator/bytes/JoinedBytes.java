package io.github.glacierjob.simulator.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Joins the parts of a multipart upload, one after another. */
public final class JoinedBytes extends Bytes {
    private final List<Bytes> parts;
    private final long size;
    private final Map<Long, byte[]> leaves = new ConcurrentHashMap<>();

    private JoinedBytes(List<Bytes> parts) {
        super();
        this.parts = List.copyOf(parts);
        this.size = parts.stream().mapToLong(Bytes::size).sum();
    }

    /** Joins the parts in their order. */
    public static Bytes of(List<Bytes> parts) {
        return parts.size() == 1 ? parts.get(0) : new JoinedBytes(parts);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        long begin = 0;
        for (Bytes part : parts) {
            long from = Math.max(start, begin);
            long to = Math.min(end, begin + part.size());
            if (from < to) {
                part.writeTo(out, from - begin, to - begin);
            }
            begin += part.size();
        }
    }

    @Override
    byte[] leaf(long index) {
        return leaves.computeIfAbsent(index, super::leaf);
    }
}
