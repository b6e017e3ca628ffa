package io.github.glacierjob.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An output that is being consumed, or that waits and will expire unfinished. Immutable; null means unknown.
 *
 * @param id             the id of the output, which is the id of its first job
 * @param archiveId      the archive; null for inventories
 * @param name           the archive's name, or the description of the job
 * @param tier           the tier of its job
 * @param size           bytes
 * @param bytes          bytes that were received in order, or written
 * @param bytesPerSecond the rate of the last minute
 * @param expiresAt      the earliest moment at which it may expire
 * @param timeToExpiry   the time until then
 * @param waiting        whether it waits for a slot
 * @param late           the reason why it will expire unfinished; null if it is in time
 */
public record LiveOutput(
        String id,
        String archiveId,
        String name,
        String tier,
        long size,
        long bytes,
        double bytesPerSecond,
        Instant expiresAt,
        Duration timeToExpiry,
        boolean waiting,
        String late) {

    /**
     * The time until the last byte at the rate of the last minute.
     *
     * @return seconds; null if no bytes were received
     */
    public Long secondsLeft() {
        return bytesPerSecond <= 0 ? null : (Long) Math.round(Math.ceil((size - bytes) / bytesPerSecond));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("archiveId", archiveId);
        map.put("name", name);
        map.put("tier", tier);
        map.put("size", size);
        map.put("bytes", bytes);
        map.put("bytesPerSecond", Math.round(bytesPerSecond));
        map.put("secondsLeft", secondsLeft());
        map.put("expiresAt", expiresAt == null ? null : expiresAt.toString());
        map.put("secondsToExpiry", timeToExpiry == null ? null : timeToExpiry.toSeconds());
        map.put("waiting", waiting);
        map.put("late", late);
        return map;
    }
}
