package io.github.glacierjob.internal.egress.naming;

import static io.github.glacierjob.internal.text.Rejection.printable;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the classes of an application that {@code META-INF/services} names, sorted by their names, so that the order
 * does not depend on the class path. A class that cannot be used is skipped.
 */
public final class ContextServices {

    private static final Logger LOG = LoggerFactory.getLogger(ContextServices.class);

    /**
     * The number of failures after which a loader is given up: a loader that cannot read its files fails at each step
     * and never ends.
     */
    private static final int MOST_FAILURES = 100;

    private ContextServices() {}

    /** One instance of each class that a context can find now. */
    public static <T> Collection<T> of(CamelContext context, Class<T> type) {
        Map<String, T> byClass = new TreeMap<>();
        loaders(context, type).stream()
                .filter(Objects::nonNull)
                .distinct()
                .forEach(loader -> add(type, ServiceLoader.load(type, loader), byClass));
        return byClass.values();
    }

    /**
     * The class loaders to search: in OSGi or a web server, this component's loader may not see the classes of the
     * application.
     */
    private static List<ClassLoader> loaders(CamelContext context, Class<?> type) {
        return Arrays.asList(
                context.getApplicationContextClassLoader(),
                Thread.currentThread().getContextClassLoader(),
                type.getClassLoader());
    }

    private static <T> void add(Class<T> type, ServiceLoader<T> services, Map<String, T> byClass) {
        Iterator<T> found = services.iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                T service = found.next();
                byClass.putIfAbsent(service.getClass().getName(), service);
            } catch (NoSuchElementException e) {
                return;
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                LOG.warn("A {} of META-INF/services cannot be used: {}", type.getSimpleName(), printable(e.toString()));
            }
        }
    }
}
