package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OutputMode;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once if consumed jobs are recorded in memory only, because a restart would then fetch their outputs again.
 * Thread-safe.
 */
final class MemoryWarning {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWarning.class);

    private final OpenVault<GlacierJobOptions> vault;
    private final AtomicBoolean due;

    MemoryWarning(OpenVault<GlacierJobOptions> vault, JobLedger ledger) {
        this.vault = vault;
        this.due = new AtomicBoolean(ledger.isForgetful() && vault.options().getOutputMode() != OutputMode.none);
    }

    void warnOnce() {
        if (due.getAndSet(false)) {
            LOG.warn(
                    "The consumer of vault {} remembers only in memory which jobs it has consumed: after a restart it"
                            + " delivers again every output that the service still lists. To prevent this, set"
                            + " stateDirectory, or progressRepository and idempotentRepository",
                    vault.address());
        }
    }
}
