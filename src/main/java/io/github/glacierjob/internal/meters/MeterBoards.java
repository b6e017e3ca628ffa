package io.github.glacierjob.internal.meters;

import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Keeps the meters of a context: one board for each registry, vault and output mode. Several endpoints may share a
 * board. Thread-safe.
 */
final class MeterBoards {

    private final CamelContext context;
    private final Map<Key, MeterBoard> boards = new ConcurrentHashMap<>();

    private record Key(MeterRegistry registry, Tags tags) {}

    private MeterBoards(CamelContext context) {
        this.context = context;
    }

    static synchronized MeterBoards of(CamelContext context) {
        MeterBoards boards = context.getCamelContextExtension().getContextPlugin(MeterBoards.class);
        if (boards == null) {
            boards = new MeterBoards(context);
            context.getCamelContextExtension().addContextPlugin(MeterBoards.class, boards);
        }
        return boards;
    }

    /** Adds an endpoint to the boards; returns an action that removes it again. */
    Runnable add(Supplier<GlacierJobSnapshot> endpoint, VaultAddress vault, Optional<String> region) {
        Tags tags = Tags.of("vault", vault.name(), "mode", endpoint.get().mode())
                .and("region", region.orElse("unknown"), "account", vault.accountId());
        List<Runnable> off = new ArrayList<>();
        for (MeterRegistry registry : registries()) {
            Key key = new Key(registry, tags);
            boards.compute(key, (at, known) -> {
                MeterBoard board = known == null ? new MeterBoard(registry, tags) : known;
                board.add(endpoint);
                return board;
            });
            off.add(() -> boards.computeIfPresent(key, (at, known) -> known.remove(endpoint) ? null : known));
        }
        return () -> off.forEach(Runnable::run);
    }

    /** The registries to use. A composite registry contains the others; without one, all registries are used. */
    private Set<? extends MeterRegistry> registries() {
        Set<CompositeMeterRegistry> composites = context.getRegistry().findByType(CompositeMeterRegistry.class);
        return composites.isEmpty() ? context.getRegistry().findByType(MeterRegistry.class) : composites;
    }
}
