package io.github.glacierjob.springboot;

import io.github.glacierjob.internal.text.Rejection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads the options of one component from the properties {@code camel.component.<scheme>.*} of an application. Immutable.
 */
final class ComponentProperties {

    static final String ENABLED = "enabled";

    private final String scheme;
    private final String prefix;
    private final Map<String, String> options;

    ComponentProperties(String scheme, Environment environment) {
        this.scheme = scheme;
        prefix = "camel.component." + scheme;
        options = options(prefix, environment);
    }

    /**
     * Returns the options by their names in Java. Also finds names from environment variables, which have no upper case.
     */
    private static Map<String, String> options(String prefix, Environment environment) {
        Map<String, String> options = new HashMap<>();
        Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .ifBound(bound -> bound.forEach((name, value) -> options.put(inJava(name), value)));
        options.remove(ENABLED);
        return options;
    }

    private static String inJava(String name) {
        return StringHelper.dashToCamelCase(name.replace('_', '-'));
    }

    /**
     * Creates the component if it has properties, so that a wrong property stops the application before a route needs it.
     */
    void check(CamelContext context) {
        if (!options.isEmpty()) {
            context.getComponent(scheme);
        }
    }

    void set(Component component) {
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        options.forEach((name, value) -> {
            Class<?> type = ((PropertyConfigurerGetter) configurer).getOptionType(name, true);
            if (type == null) {
                throw new IllegalArgumentException(prefix + " has no option " + name);
            }
            String rule = "must be of type " + type.getSimpleName();
            try {
                configurer.configure(component.getCamelContext(), component, name, value, true);
            } catch (RuntimeException e) {
                throw Rejection.of(prefix + "." + name, value, rule, e);
            }
        });
    }
}
