package io.github.glacierjob.simulator.protocol;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.bytes.TreeHash;

/** The body of a request, with the SHA-256 of its bytes in lower-case hex. */
public record IncomingBody(Bytes content, String sha256) {
    /** No body. */
    public static final IncomingBody EMPTY = new IncomingBody(
            new HeapBytes(new byte[0]), TreeHash.hex(TreeHash.sha256().digest()));

    /** The whole body in memory. */
    public byte[] bytes() {
        return content.expected(0, content.size());
    }
}
