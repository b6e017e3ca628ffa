package io.github.glacierjob.internal.initiation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/** Remembers the last request for an order of a message, from one delivery to the next. Not thread-safe. */
public interface OrderHistory {

    /** The last request that was, or may have been, executed. */
    Optional<Sent> last();

    /** Remembers a request: before it is sent, and again when more is known about it. */
    void remember(Sent sent);

    /** Removes the last request, because it was certainly not executed. */
    void forget();

    /** The creation time of the message by this machine's clock if this is a redelivery; empty at the first delivery. */
    Optional<Instant> redelivered();

    /**
     * A request that was sent. Immutable.
     *
     * @param request the request
     * @param begun   the moment just before it was sent, by this machine's clock
     * @param nanos   the same moment by this process's monotonic clock; null where another process sent it
     * @param before  ids of jobs that existed before
     * @param since   the same moment by the service's clock, less a tolerance; null until the job list was read
     * @param answer  the service's answer; null until it is known
     */
    record Sent(
            InitiateJobRequest request,
            Instant begun,
            Long nanos,
            Set<String> before,
            Instant since,
            InitiateJobResponse answer) {

        /** Copies the ids. */
        public Sent {
            before = Set.copyOf(before);
        }

        static Sent now(InitiateJobRequest request, Instant begun, Long nanos, Set<String> before) {
            return new Sent(request, begun, nanos, before, null, null);
        }

        Sent since(Instant moment) {
            return since != null ? this : new Sent(request, begun, nanos, before, moment, answer);
        }

        Sent answered(InitiateJobResponse by) {
            return new Sent(request, begun, nanos, before, since, by);
        }
    }
}
