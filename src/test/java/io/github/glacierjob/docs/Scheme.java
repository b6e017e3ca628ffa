package io.github.glacierjob.docs;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.egress.GlacierEgressComponent;
import java.nio.file.Path;
import org.apache.camel.Component;

/** The components of the jar. Tests check the same data of both. */
public enum Scheme {
    JOB("glacier-job", GlacierJobComponent.class, "CamelGlacierJob"),
    EGRESS("glacier-egress", GlacierEgressComponent.class, "CamelGlacierEgress");

    private final String id;
    private final Class<? extends Component> component;
    private final String headerPrefix;

    Scheme(String id, Class<? extends Component> component, String headerPrefix) {
        this.id = id;
        this.component = component;
        this.headerPrefix = headerPrefix;
    }

    /** The beginning of a URI. */
    public String id() {
        return id;
    }

    public Class<? extends Component> component() {
        return component;
    }

    /** The prefix of its own headers. */
    public String headerPrefix() {
        return headerPrefix;
    }

    /** The place where CamelCatalog looks: beside the class. */
    public String besideTheClass() {
        return component.getPackageName().replace('.', '/') + "/" + id + ".json";
    }

    /** The place where Camel's generator writes. */
    public String generated() {
        return "META-INF/" + besideTheClass();
    }

    /** The copy for tools that do not have the jar. */
    public Path inCatalog() {
        return Path.of("catalog", id + ".json");
    }

    @Override
    public String toString() {
        return id;
    }
}
