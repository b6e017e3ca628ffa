package io.github.glacierjob.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint has sent and received since it was made. Immutable.
 *
 * @param messages                 messages that are done
 * @param bytes                    bytes of outputs in them
 * @param receivedBytes            bytes of outputs that the service has sent, also those that were thrown away
 * @param refetchedBytes           those of them that were thrown away and fetched again
 * @param bytesPerSecond           received in the last minute
 * @param bytesPerSecondSinceStart received from the first request on
 * @param secondsLeft              until the last byte of what is known, at the rate of the last minute; null if that is not known
 * @param requests                 requests that were sent, by operation, repeated ones included
 * @param retries                  requests that were repeated, by the cause
 * @param throttles                answers by which the service wanted fewer requests
 * @param waits                    by tier, how long jobs took from their creation to their completion
 * @param downloads                by tier, how long outputs took from their first to their last message
 */
public record Traffic(
        long messages,
        long bytes,
        long receivedBytes,
        long refetchedBytes,
        double bytesPerSecond,
        double bytesPerSecondSinceStart,
        Long secondsLeft,
        Map<String, Long> requests,
        Map<String, Long> retries,
        long throttles,
        Map<String, Times> waits,
        Map<String, Times> downloads) {

    /**
     * Several durations.
     *
     * @param count   how many
     * @param seconds how long in all
     * @param longest the longest one, in seconds
     */
    public record Times(long count, double seconds, double longest) {

        /** Nothing was measured. */
        public static final Times NONE = new Times(0, 0, 0);

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("count", count);
            map.put("seconds", Math.round(seconds));
            map.put("longest", Math.round(longest));
            return map;
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("messages", messages);
        map.put("bytes", bytes);
        map.put("receivedBytes", receivedBytes);
        map.put("refetchedBytes", refetchedBytes);
        map.put("bytesPerSecond", Math.round(bytesPerSecond));
        map.put("bytesPerSecondSinceStart", Math.round(bytesPerSecondSinceStart));
        map.put("secondsLeft", secondsLeft);
        map.put("requests", requests);
        map.put("retries", retries);
        map.put("throttles", throttles);
        map.put("waits", times(waits));
        map.put("downloads", times(downloads));
        return map;
    }

    private static Map<String, Object> times(Map<String, Times> byTier) {
        Map<String, Object> map = new LinkedHashMap<>();
        byTier.forEach((tier, times) -> map.put(tier, times.toMap()));
        return map;
    }
}
