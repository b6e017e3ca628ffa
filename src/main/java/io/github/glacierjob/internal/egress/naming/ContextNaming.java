package io.github.glacierjob.internal.egress.naming;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import io.github.glacierjob.naming.KnownNamings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all namers of an application for a name, one after the other: first the namers of the registry, then those of
 * {@code META-INF/services}, then the built-in ones. The order does not depend on the class path, so that all nodes
 * give the same names. Thread-safe.
 */
public final class ContextNaming implements ArchiveNaming {

    private static final Logger LOG = LoggerFactory.getLogger(ContextNaming.class);

    private final List<ArchiveNaming> namings;
    private final Set<ArchiveNaming> reported = ConcurrentHashMap.newKeySet();

    private ContextNaming(List<ArchiveNaming> namings) {
        this.namings = namings;
    }

    /** A naming with the built-in namers only. */
    public static ContextNaming known() {
        return new ContextNaming(KnownNamings.all());
    }

    /** A naming with the namers that a context has now. */
    public static ContextNaming of(CamelContext context) {
        List<ArchiveNaming> all =
                new ArrayList<>(new TreeMap<>(context.getRegistry().findByTypeWithName(ArchiveNaming.class)).values());
        all.addAll(ContextServices.of(context, ArchiveNaming.class));
        all.addAll(KnownNamings.all());
        return new ContextNaming(List.copyOf(all));
    }

    @Override
    public ArchiveName nameOf(String archiveId, String description) {
        for (ArchiveNaming naming : namings) {
            ArchiveName name = answer(naming, archiveId, description);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private ArchiveName answer(ArchiveNaming naming, String archiveId, String description) {
        try {
            return naming.nameOf(archiveId, description);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (reported.add(naming)) {
                LOG.warn(
                        "{} failed for archive {}. The next naming names each archive for which this one fails: {}",
                        naming.getClass().getName(),
                        printable(archiveId),
                        printable(e.toString()));
            }
            return null;
        }
    }
}
