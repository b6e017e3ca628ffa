package io.github.glacierjob.internal.meters;

import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches an endpoint's meters on where Micrometer is on the class path and Camel's registry has a MeterRegistry. */
public final class MeterSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(MeterSwitch.class);
    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private MeterSwitch() {}

    /** Returns what switches the meters off again. Without Micrometer it does nothing. */
    public static Runnable on(CamelContext context, Supplier<GlacierJobSnapshot> endpoint) {
        if (context.getClassResolver().resolveClass(REGISTRY) == null) {
            return () -> {};
        }
        try {
            return MeterBoards.of(context).add(endpoint);
        } catch (LinkageError e) {
            LOG.warn("There are no meters: the Micrometer on the class path does not fit: {}", e.toString());
            return () -> {};
        }
    }
}
