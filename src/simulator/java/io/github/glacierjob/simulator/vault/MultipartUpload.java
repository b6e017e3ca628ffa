package io.github.glacierjob.simulator.vault;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.JoinedBytes;
import io.github.glacierjob.simulator.protocol.GlacierError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A multipart upload in progress: its parts by the offset of their first byte. */
public record MultipartUpload(
        String id, String description, long partSize, Instant created, NavigableMap<Long, Bytes> parts) {

    /** Creates an upload without parts; {@code description} may be null. */
    public static MultipartUpload begin(String id, String description, long partSize, Instant created) {
        return new MultipartUpload(id, description, partSize, created, new TreeMap<>());
    }

    /** Joins all parts; an error of the service if a part is missing in between. */
    public Bytes assemble() {
        long at = 0;
        for (var part : parts.entrySet()) {
            if (part.getKey() != at) {
                throw GlacierError.invalid("Missing part at offset " + at + " of upload " + id);
            }
            at += part.getValue().size();
        }
        if (at == 0) {
            throw GlacierError.invalid("No part uploaded to upload " + id);
        }
        return JoinedBytes.of(new ArrayList<>(parts.values()));
    }
}
