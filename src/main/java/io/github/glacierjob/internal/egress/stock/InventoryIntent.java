package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.initiation.OrderHistory;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;

/**
 * Stores the request for an inventory in the ledger before it is sent, so that neither another node nor a restart sends
 * it again. Used by the loader.
 */
final class InventoryIntent implements OrderHistory {

    private final LoaderClaim claim;
    private final AtomicReference<Sent> last = new AtomicReference<>();

    /** The stored intent, if an earlier step has left one in the row. */
    InventoryIntent(LoaderClaim claim, VaultRow row, InitiateJobRequest request) {
        this.claim = claim;
        if (row.wantedAt() != null) {
            last.set(new Sent(request, row.wantedAt(), null, Set.of(), null, null));
        }
    }

    @Override
    public Optional<Sent> last() {
        return Optional.ofNullable(last.get());
    }

    @Override
    public void remember(Sent sent) {
        claim.update(
                "WANTED_AT = ?, WANTED_JOB_ID = ?, WANTED_LOOK_AT = NULL",
                sent.begun(),
                sent.answer() == null ? null : sent.answer().jobId());
        last.set(sent);
    }

    @Override
    public void forget() {
        last.set(null);
        claim.update("WANTED_AT = NULL, WANTED_JOB_ID = NULL");
    }

    /** Returns empty: there is no message that could be delivered again. */
    @Override
    public Optional<Instant> redelivered() {
        return Optional.empty();
    }
}
