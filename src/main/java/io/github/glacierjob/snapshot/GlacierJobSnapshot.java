package io.github.glacierjob.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint has done since it was made, and what it does now. The dev console, JMX, the health checks, the metrics, the
 * events' figures and the page of the example are all made of it. Taking one sends no request to the service. Immutable; text of
 * the service has no characters outside 0x20-0x7E.
 *
 * @param scheme    {@code glacier-job} or {@code glacier-egress}
 * @param uri       the endpoint's, without secrets
 * @param routeId   the route of its consumer; null without a consumer
 * @param vault     the vault's name
 * @param mode      the output mode
 * @param time      the moment, by the endpoint's {@code clock}
 * @param jobs      how many jobs, or archives of {@code glacier-egress}, are in which state here
 * @param traffic   bytes, rates and requests
 * @param outputs   the outputs that are being consumed, and those that wait and will expire unfinished
 * @param alarms    what an operator has to look at, as the last poll found it
 * @param listing   what the job list costs; null without a consumer of jobs
 * @param ledger    what the ledger of {@code glacier-egress} says, as {@code operation=status} gives it; null if there is none, or if
 *                  it could not be read yet
 * @param lastError the last failure; null if there was none
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
     * How many jobs are in which state.
     *
     * @param running  whose messages are in the route or being fetched
     * @param waiting  completed, and waiting for a slot
     * @param parked   not consumed again until the next start or {@code retry}
     * @param consumed the number of outputs that were consumed since the start
     * @param lost     expired before they were delivered, since the start
     * @param lastId   the job or archive that was consumed last; null if none was
     */
    public record Jobs(int running, int waiting, int parked, long consumed, long lost, String lastId) {}

    /**
     * What the job list costs.
     *
     * @param requests          pages that were read since the start
     * @param lastPages         pages of the last listing
     * @param lastMillis        how long it took
     * @param nextInMillis      the time until it is read again; 0 if the next poll does
     */
    public record Listing(long requests, int lastPages, long lastMillis, long nextInMillis) {}

    /**
     * The last failure.
     *
     * @param time   when
     * @param text   what
     * @param status the HTTP status of the service's answer; null if it did not answer
     * @param code   the service's error code; null if it did not answer
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
     * The vault's money, where prices are known.
     *
     * @return the ledger's member {@code cost}; empty if it is not known
     */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Object>> money() {
        return Optional.ofNullable(ledger == null ? null : (Map<String, Object>) ledger.get("cost"));
    }

    /**
     * Whether an alarm is active.
     *
     * @param cause its cause, such as {@code late}
     * @return true if the last poll found it
     */
    public boolean hasAlarm(String cause) {
        return alarms.stream().anyMatch(alarm -> alarm.cause().equals(cause));
    }

    /**
     * Its members as in JSON: text, numbers, truth values, maps and lists; always the same names in the same order.
     *
     * @return a new map; what is not known is null
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
