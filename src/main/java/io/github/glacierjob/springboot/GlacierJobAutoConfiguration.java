package io.github.glacierjob.springboot;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.internal.text.Rejection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component from the properties {@code camel.component.glacier-job.*} of a Spring Boot application,
 * as camel-main does without it. Only Spring Boot loads this class; the component does not depend on it.
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

    /**
     * How a number or a duration begins. For an option of type long, Camel reads any text as a duration, and most
     * words as 0.
     */
    private static final Pattern NUMBER_OR_DURATION = Pattern.compile("[-+]?P?T?\\d");

    @Bean
    ComponentCustomizer glacierJobComponentCustomizer(Environment environment) {
        return ComponentCustomizer.builder(GlacierJobComponent.class)
                .build(component -> configure(component, options(environment)));
    }

    /** Creates the component at the start, so that a wrong option stops the application before any route needs the component. */
    @Bean
    SmartInitializingSingleton glacierJobOptions(CamelContext context) {
        return () -> context.getComponent("glacier-job");
    }

    /** The options by their names in Java. Names from environment variables, without upper case, are found too. */
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
            Class<?> type = ((PropertyConfigurerGetter) configurer).getOptionType(name, true);
            if (type == null) {
                throw new IllegalArgumentException(PREFIX + " has no option " + name);
            }
            String rule = "must be of type " + type.getSimpleName();
            if (type == long.class && !NUMBER_OR_DURATION.matcher(value).lookingAt()) {
                throw Rejection.of(PREFIX + "." + name, value, rule);
            }
            try {
                configurer.configure(component.getCamelContext(), component, name, value, true);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        Rejection.of(PREFIX + "." + name, value, rule).getMessage(), e);
            }
        });
    }
}
