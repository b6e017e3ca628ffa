package io.github.glacierjob.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A multipart upload in progress: its parts by the offset of their first byte. */
final class MultipartUpload {
    final String id;
    final String description;
    final long partSize;
    final Instant created;
    final NavigableMap<Long, Content> parts = new TreeMap<>();

    MultipartUpload(String id, String description, long partSize, Instant created) {
        this.id = id;
        this.description = description;
        this.partSize = partSize;
        this.created = created;
    }

    /** All parts as one; an error of the service if one is missing in between. */
    Content assemble() {
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
        return Content.concat(new ArrayList<>(parts.values()));
    }
}
