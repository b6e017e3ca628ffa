package io.github.glacierjob.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Several contents, one after the other: the parts of a multipart upload. */
final class JoinedContent extends Content {
    private final List<Content> parts;
    private final long size;
    private final Map<Long, byte[]> leaves = new ConcurrentHashMap<>();

    JoinedContent(List<Content> parts) {
        super();
        this.parts = List.copyOf(parts);
        this.size = parts.stream().mapToLong(Content::size).sum();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        long begin = 0;
        for (Content part : parts) {
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
