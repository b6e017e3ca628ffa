package io.github.glacierjob.platform;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import java.util.Map;
import java.util.stream.Collectors;

/** Where an application says the options of the component. */
enum Place {
    /** On a component that the application makes. */
    COMPONENT,
    /** In the properties of the application. */
    PROPERTY,
    /** In a configuration of the registry that the component refers to. */
    BEAN,
    /** In the URI. */
    URI;

    /** Polls often, with the options only if this is their place. */
    String uri(String start, Vault vault) {
        String options = vault.options().entrySet().stream()
                .map(option -> "&" + option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining());
        return start + "delay=100" + (this == URI ? options : "");
    }

    /** The properties of an application that has them, if this is their place or they say where it is. */
    Map<String, Object> properties(Vault vault) {
        return switch (this) {
            case PROPERTY -> vault.properties();
            case BEAN -> Map.of("camel.component.glacier-job.configuration", "#defaults");
            default -> Map.of();
        };
    }

    /** The beans of the application besides the last step of its route. */
    Map<String, Object> beans(Vault vault) {
        return switch (this) {
            case COMPONENT -> Map.of("glacier-job", component(vault));
            case BEAN -> Map.of("defaults", configuration(vault));
            default -> Map.of();
        };
    }

    private static GlacierJobComponent component(Vault vault) {
        var component = new GlacierJobComponent();
        component.setConfiguration(configuration(vault));
        return component;
    }

    private static GlacierJobConfiguration configuration(Vault vault) {
        var configuration = new GlacierJobConfiguration();
        configuration.setRegion("us-east-1");
        configuration.setAccessKey("any");
        configuration.setSecretKey(Vault.SECRET);
        configuration.setOverrideEndpoint(true);
        configuration.setUriEndpointOverride(vault.simulator.endpoint().toString());
        configuration.setChunkSize(2 << 20);
        return configuration;
    }
}
