package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.text.Rejection;
import java.time.Instant;

/**
 * An order of a job that will be, or may have been, executed: a row of {ORDERS} and its archive. Immutable.
 *
 * @param rowNo     the number of the archive's row
 * @param extension whether the archive already has an output, which will expire
 * @param intended  when the intent was written, by the ledger's clock
 */
record Order(String id, long rowNo, String archiveId, boolean extension, Long size, Instant intended) {

    /** The result of an order. */
    enum Fate {
        /** The service returned a job id. */
        PLACED,
        /** The order may have been executed. */
        UNCLEAR,
        /**
         * Not executed: it was not sent, because another answer showed that the service accepts no orders now, or
         * because its time was over.
         */
        NOT_SENT,
        /** Not executed: the service throttled the request. */
        THROTTLED,
        /** Not executed: the request did not reach the service. */
        UNREACHED,
        /** Not executed: the retrieval policy forbids it for now. */
        POLICY,
        /** Not executed: the retrieval policy has forbidden it before, and no order was placed since then. */
        POLICY_AGAIN,
        /** Not executed: the service has no capacity for any of the tiers. */
        NO_CAPACITY,
        /** Not executed: the service does not have the archive in this vault. */
        UNKNOWN_ARCHIVE,
        /** Not executed: the service rejects a value of the request. */
        BAD_VALUE,
        /** Not executed: the service rejects the request, for a reason that is not the archive. */
        REFUSED;

        /** Whether no further orders are sent for now. */
        boolean stops() {
            return switch (this) {
                case THROTTLED, UNREACHED, POLICY, POLICY_AGAIN, REFUSED, BAD_VALUE -> true;
                default -> false;
            };
        }
    }

    /**
     * The outcome of an order. Immutable.
     *
     * @param jobId null unless the order was placed
     * @param tier  the tier that was tried last; null if no tier was tried
     * @param cause the service's message, which is safe to show; null if the order was placed
     */
    record Outcome(Order order, Fate fate, String jobId, Tier tier, String cause) {

        private static final int LONGEST = 900;

        static Outcome placed(Order order, String jobId, Tier tier) {
            return new Outcome(order, Fate.PLACED, jobId, tier, null);
        }

        static Outcome of(Order order, Fate fate, Tier tier, String cause) {
            return new Outcome(order, fate, null, tier, printable(cause));
        }

        /** A message of the service, made safe to show and short enough for its column. */
        static String printable(String text) {
            String safe = Rejection.printable(String.valueOf(text));
            return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "..." : safe;
        }
    }
}
