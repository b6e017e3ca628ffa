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
 * The classes of an application that {@code META-INF/services} names, in the order of their names, whatever the class path is. One
 * that cannot be used is passed over.
 */
public final class ContextServices {

    private static final Logger LOG = LoggerFactory.getLogger(ContextServices.class);

    /** A loader that cannot read its files fails at each step and never ends. */
    private static final int MOST_FAILURES = 100;

    private ContextServices() {}

    /** One instance of each class that a context has now. */
    public static <T> Collection<T> of(CamelContext context, Class<T> type) {
        Map<String, T> byClass = new TreeMap<>();
        loaders(context, type).stream()
                .filter(Objects::nonNull)
                .distinct()
                .forEach(loader -> add(type, ServiceLoader.load(type, loader), byClass));
        return byClass.values();
    }

    /** An application may have its classes where this component's loader does not see them, as in OSGi or a web server. */
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
