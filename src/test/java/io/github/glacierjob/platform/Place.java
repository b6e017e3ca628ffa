package io.github.glacierjob.platform;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.docs.Scheme;
import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.options.GlacierDownloadOptions;
import io.github.glacierjob.options.OutputMode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Component;

/** The places where an application can set the options of the component. */
enum Place {
    /** On a component that the application creates. */
    COMPONENT,
    /** In the properties of the application. */
    PROPERTY,
    /** In a configuration of the registry that the component refers to. */
    BEAN,
    /** In the URI. */
    URI;

    /** The URI of an endpoint that polls often; it has the options only if this is their place. */
    String uri(String start, Vault vault) {
        String options = vault.options().entrySet().stream()
                .map(option -> "&" + option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining());
        return start + "delay=100" + (this == URI ? options : "");
    }

    /**
     * The properties of an application, with the options if this is their place or if the properties name their place.
     */
    Map<String, Object> properties(Vault vault) {
        return switch (this) {
            case PROPERTY -> vault.properties();
            case BEAN -> Map.of(vault.property("configuration"), "#defaults");
            default -> Map.of();
        };
    }

    /** The beans of the application except the last step of its route. */
    Map<String, Object> beans(Vault vault) {
        Map<String, Object> beans = new HashMap<>(vault.beans());
        switch (this) {
            case COMPONENT -> beans.put(vault.scheme.id(), component(vault));
            case BEAN -> beans.put("defaults", vault.scheme == Scheme.JOB ? ofJobs(vault) : ofVaults(vault));
            default -> {}
        }
        return beans;
    }

    private static Component component(Vault vault) {
        if (vault.scheme == Scheme.JOB) {
            var component = new GlacierJobComponent();
            component.setConfiguration(ofJobs(vault));
            return component;
        }
        var component = new GlacierEgressComponent();
        component.setConfiguration(ofVaults(vault));
        return component;
    }

    private static GlacierJobConfiguration ofJobs(Vault vault) {
        var configuration = new GlacierJobConfiguration();
        setIn(configuration, vault);
        return configuration;
    }

    private static GlacierEgressConfiguration ofVaults(Vault vault) {
        var configuration = new GlacierEgressConfiguration();
        setIn(configuration, vault);
        configuration.setOutputMode(OutputMode.chunks);
        return configuration;
    }

    private static void setIn(GlacierDownloadOptions configuration, Vault vault) {
        configuration.setRegion("us-east-1");
        configuration.setAccessKey("any");
        configuration.setSecretKey(Vault.SECRET);
        configuration.setOverrideEndpoint(true);
        configuration.setUriEndpointOverride(vault.simulator.endpoint().toString());
        configuration.setChunkSize(2 << 20);
    }
}
