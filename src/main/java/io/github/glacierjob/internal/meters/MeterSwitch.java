package io.github.glacierjob.internal.meters;

import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches an endpoint's meters on and off, if Micrometer is on the class path and Camel's registry has a
 * MeterRegistry. Thread-safe.
 */
public final class MeterSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(MeterSwitch.class);
    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private final Supplier<GlacierJobSnapshot> endpoint;
    private Runnable off;

    public MeterSwitch(Supplier<GlacierJobSnapshot> endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Switches the meters on when the first consumer or producer starts. The output mode is a tag, and it is not known
     * before.
     *
     * @param region the region of the vault, if it is known
     */
    public synchronized void on(CamelContext context, VaultAddress vault, Optional<String> region) {
        if (off == null) {
            off = added(context, vault, region);
        }
    }

    public synchronized void off() {
        if (off != null) {
            off.run();
            off = null;
        }
    }

    private Runnable added(CamelContext context, VaultAddress vault, Optional<String> region) {
        if (context.getClassResolver().resolveClass(REGISTRY) == null) {
            return () -> {};
        }
        try {
            return MeterBoards.of(context).add(endpoint, vault, region);
        } catch (LinkageError e) {
            LOG.warn("There are no meters: the Micrometer on the class path does not fit: {}", e.toString());
            return () -> {};
        }
    }
}
