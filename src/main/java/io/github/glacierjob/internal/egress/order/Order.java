package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.text.Rejection;
import java.time.Instant;

/**
 * A job that is to be ordered, or may have been: a row of {ORDERS} and its archive. Immutable.
 *
 * @param extension whether the archive has an output that will expire
 * @param intended  when the intent was written, by the ledger's clock
 */
record Order(String id, String archiveId, boolean extension, Long size, Instant intended) {

    /** What became of an order. */
    enum Fate {
        /** The service gave a job id. */
        PLACED,
        /** It may have been executed. */
        UNCLEAR,
        /**
         * The order was not sent, because the answer to another order showed that the service accepts no orders now.
         */
        NOT_SENT,
        /** Not executed: the service wants fewer requests. */
        THROTTLED,
        /** Not executed: the request did not reach the service. */
        UNREACHED,
        /** Not executed: the retrieval policy forbids it for now. */
        POLICY,
        /** Not executed: the retrieval policy has forbidden it before. */
        POLICY_AGAIN,
        /** Not executed: no capacity for any of the tiers. */
        NO_CAPACITY,
        /** Not executed: the service says that the vault does not have the archive. */
        UNKNOWN_ARCHIVE,
        /** Not executed: the service refuses a value of the request. */
        BAD_VALUE,
        /** Not executed: the service refuses the request, whatever the archive. */
        REFUSED;

        /** Whether no further orders go out for now. */
        boolean stops() {
            return switch (this) {
                case THROTTLED, UNREACHED, POLICY, POLICY_AGAIN, REFUSED, BAD_VALUE -> true;
                default -> false;
            };
        }
    }

    /**
     * What became of an order. Immutable.
     *
     * @param jobId null unless it is placed
     * @param tier  the tier that was tried last; null if none was
     * @param cause the service's words, safe to show; null if it is placed
     */
    record Outcome(Order order, Fate fate, String jobId, Tier tier, String cause) {

        private static final int LONGEST = 900;

        static Outcome placed(Order order, String jobId, Tier tier) {
            return new Outcome(order, Fate.PLACED, jobId, tier, null);
        }

        static Outcome of(Order order, Fate fate, Tier tier, String cause) {
            return new Outcome(order, fate, null, tier, printable(cause));
        }

        /** Remote text, safe to show and short enough for its column. */
        static String printable(String text) {
            String safe = Rejection.printable(String.valueOf(text));
            return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "..." : safe;
        }
    }
}
