package io.github.glacierjob.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of an endpoint since its creation, and its present state. The dev console, JMX, the health checks, the
 * metrics, the figures of events and the page of the example all use it. Taking a snapshot sends no request to the
 * service. Immutable; text of the service has no characters outside 0x20-0x7E.
 *
 * @param scheme    {@code glacier-job} or {@code glacier-egress}
 * @param uri       the endpoint's URI, without secrets
 * @param routeId   the route of its consumer; null without a consumer
 * @param vault     the vault's name
 * @param mode      the output mode
 * @param time      the moment of the snapshot, by the endpoint's {@code clock}
 * @param jobs      the numbers of jobs, or archives of {@code glacier-egress}, by their state in this process
 * @param traffic   bytes, rates and requests
 * @param outputs   the outputs that are being consumed, and the waiting outputs that will expire unfinished
 * @param alarms    the problems that the last poll found
 * @param listing   the size and duration of the job list; null without a consumer of jobs
 * @param ledger    the figures of the ledger of {@code glacier-egress}, as in {@code operation=status}; null without a
 *                  ledger, or if it could not be read yet
 * @param lastError the last failure; null if there was no failure
 */
public record GlacierJobSnapshot(
        String scheme,
        String uri,
        String routeId,
        String vault,
        String mode,
        Instant time,
        Jobs jobs,
        Traffic traffic,
        List<LiveOutput> outputs,
        List<Alarm> alarms,
        Listing listing,
        Map<String, Object> ledger,
        LastError lastError) {

    /**
     * The numbers of jobs by state.
     *
     * @param running  jobs whose messages are in the route or being fetched
     * @param waiting  completed jobs that wait for a slot
     * @param parked   jobs that are not consumed until the next start or {@code retry}
     * @param consumed the number of outputs that were consumed since the start
     * @param lost     outputs that expired before their delivery, since the start
     * @param lastId   the job or archive that was consumed last; null before the first
     */
    public record Jobs(int running, int waiting, int parked, long consumed, long lost, String lastId) {}

    /**
     * The size and duration of the job list.
     *
     * @param requests          pages that were read since the start
     * @param lastPages         pages of the last listing
     * @param lastMillis        the duration of the last listing
     * @param nextInMillis      the time until the list is read again; 0 if the next poll reads it
     */
    public record Listing(long requests, int lastPages, long lastMillis, long nextInMillis) {}

    /**
     * The last failure.
     *
     * @param time   the time of the failure
     * @param text   the message of the failure
     * @param status the HTTP status of the service's answer; null without an answer
     * @param code   the service's error code; null without an answer
     */
    public record LastError(Instant time, String text, Integer status, String code) {

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("time", time.toString());
            map.put("text", text);
            map.put("status", status);
            map.put("code", code);
            return map;
        }
    }

    /**
     * The costs of the vault, if prices are known.
     *
     * @return the ledger's member {@code cost}; empty if the costs are not known
     */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Object>> money() {
        return Optional.ofNullable(ledger == null ? null : (Map<String, Object>) ledger.get("cost"));
    }

    /**
     * Whether an alarm is active.
     *
     * @param cause the cause of the alarm, such as {@code late}
     * @return true if the last poll found this problem
     */
    public boolean hasAlarm(String cause) {
        return alarms.stream().anyMatch(alarm -> alarm.cause().equals(cause));
    }

    /**
     * Returns the members as in JSON: text, numbers, booleans, maps and lists; always the same names in the same order.
     *
     * @return a new map; unknown values are null
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("routeId", routeId);
        map.put("uri", uri);
        map.put("scheme", scheme);
        map.put("vault", vault);
        map.put("mode", mode);
        map.put("time", time.toString());
        map.put("runningJobs", jobs.running());
        map.put("waitingJobs", jobs.waiting());
        map.put("parkedJobs", jobs.parked());
        map.put("consumedJobs", jobs.consumed());
        map.put("lostOutputs", jobs.lost());
        map.put("lastJobId", jobs.lastId());
        map.putAll(traffic.toMap());
        map.put("outputs", outputs.stream().map(LiveOutput::toMap).toList());
        map.put("alarms", alarms.stream().map(Alarm::toMap).toList());
        if (listing != null) {
            map.put("listRequests", listing.requests());
            map.put("lastListingPages", listing.lastPages());
            map.put("lastListingMillis", listing.lastMillis());
            map.put("nextListingInMillis", listing.nextInMillis());
        }
        map.put("ledger", ledger);
        map.put("money", money().orElse(null));
        map.put("lastError", lastError == null ? null : lastError.toMap());
        return map;
    }
}
