package io.github.glacierjob;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the component's options from {@code camel.component.glacier-job.*} of a Spring Boot application, as camel-main does
 * by itself. Only Spring Boot loads this class: nothing of the component knows it.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(
        prefix = GlacierJobAutoConfiguration.PREFIX,
        name = GlacierJobAutoConfiguration.ENABLED,
        matchIfMissing = true)
class GlacierJobAutoConfiguration {
    static final String PREFIX = "camel.component.glacier-job";
    static final String ENABLED = "enabled";

    @Bean
    ComponentCustomizer glacierJobComponentCustomizer(Environment environment) {
        return ComponentCustomizer.builder(GlacierJobComponent.class)
                .build(component -> configure(component, options(environment)));
    }

    /** In Java's spelling; an environment variable has lost its upper case, and is found all the same. */
    private static Map<String, String> options(Environment environment) {
        Map<String, String> options = new HashMap<>();
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .ifBound(bound -> bound.forEach((name, value) -> options.put(inJava(name), value)));
        options.remove(ENABLED);
        return options;
    }

    private static String inJava(String name) {
        return StringHelper.dashToCamelCase(name.replace('_', '-'));
    }

    private static void configure(GlacierJobComponent component, Map<String, String> options) {
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        options.forEach((name, value) -> {
            if (!configurer.configure(component.getCamelContext(), component, name, value, true)) {
                throw new IllegalArgumentException(PREFIX + " has no option " + name);
            }
        });
    }
}
