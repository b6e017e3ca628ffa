package io.github.glacierjob.internal.egress.naming;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import io.github.glacierjob.naming.KnownNamings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All namers of an application, asked one after the other: those of the registry, those of {@code META-INF/services}, and the
 * known ones. The order does not depend on the class path, so that all nodes give the same names. Thread-safe.
 */
public final class ContextNaming implements ArchiveNaming {

    private static final Logger LOG = LoggerFactory.getLogger(ContextNaming.class);

    private final List<ArchiveNaming> namings;
    private final Set<ArchiveNaming> reported = ConcurrentHashMap.newKeySet();

    private ContextNaming(List<ArchiveNaming> namings) {
        this.namings = namings;
    }

    /** The known ones alone. */
    public static ContextNaming known() {
        return new ContextNaming(KnownNamings.all());
    }

    /** The namers that a context has now. */
    public static ContextNaming of(CamelContext context) {
        List<ArchiveNaming> all =
                new ArrayList<>(new TreeMap<>(context.getRegistry().findByTypeWithName(ArchiveNaming.class)).values());
        all.addAll(services(loaders(context)).values());
        all.addAll(KnownNamings.all());
        return new ContextNaming(List.copyOf(all));
    }

    /** An application may have its classes where this component's loader does not see them, as in OSGi or a web server. */
    private static List<ClassLoader> loaders(CamelContext context) {
        return Arrays.asList(
                context.getApplicationContextClassLoader(),
                Thread.currentThread().getContextClassLoader(),
                ArchiveNaming.class.getClassLoader());
    }

    private static Map<String, ArchiveNaming> services(List<ClassLoader> loaders) {
        Map<String, ArchiveNaming> byClass = new TreeMap<>();
        loaders.stream()
                .filter(Objects::nonNull)
                .distinct()
                .forEach(loader -> addServices(ServiceLoader.load(ArchiveNaming.class, loader), byClass));
        return byClass;
    }

    private static void addServices(ServiceLoader<ArchiveNaming> services, Map<String, ArchiveNaming> byClass) {
        Iterator<ArchiveNaming> found = services.iterator();
        boolean more = true;
        while (more) {
            try {
                ArchiveNaming naming = found.next();
                byClass.putIfAbsent(naming.getClass().getName(), naming);
            } catch (NoSuchElementException e) {
                more = false;
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("A namer of META-INF/services cannot be used: {}", printable(e.toString()));
            }
        }
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
                        "{} failed for archive {} and is passed over whenever it fails: {}",
                        naming.getClass().getName(),
                        printable(archiveId),
                        printable(e.toString()));
            }
            return null;
        }
    }
}
