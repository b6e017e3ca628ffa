package io.github.glacierjob.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of requests and bytes of an endpoint since its creation. Immutable.
 *
 * @param messages                 messages that are done
 * @param bytes                    bytes of outputs in these messages
 * @param receivedBytes            bytes of outputs that the service has sent, including discarded bytes
 * @param refetchedBytes           bytes that were discarded and fetched again
 * @param bytesPerSecond           the rate of received bytes in the last minute
 * @param bytesPerSecondSinceStart the rate of received bytes since the first request
 * @param secondsLeft              the time until the last byte of all known outputs, at the rate of the last minute; null
 *                                 if it is not known
 * @param requests                 requests that were sent, by operation, including repeated requests
 * @param retries                  repeated requests, by cause
 * @param throttles                answers with which the service throttled
 * @param waits                    the times of jobs from creation to completion, by tier
 * @param downloads                the times of outputs from the first to the last message, by tier
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
     * A summary of durations.
     *
     * @param count   the number of durations
     * @param seconds the sum, in seconds
     * @param longest the longest duration, in seconds
     */
    public record Times(long count, double seconds, double longest) {

        /** The summary of no durations. */
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
