package io.github.glacierjob.docs;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.egress.GlacierEgressComponent;
import java.nio.file.Path;
import org.apache.camel.Component;

/** The components of the jar. What tools read about one, they read about the other. */
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

    /** What a URI begins with. */
    public String id() {
        return id;
    }

    public Class<? extends Component> component() {
        return component;
    }

    /** How the names of its own headers begin. */
    public String headerPrefix() {
        return headerPrefix;
    }

    /** Where CamelCatalog looks: beside the class. */
    public String besideTheClass() {
        return component.getPackageName().replace('.', '/') + "/" + id + ".json";
    }

    /** Where Camel's generator writes. */
    public String generated() {
        return "META-INF/" + besideTheClass();
    }

    /** The copy for tools that have no jar. */
    public Path inCatalog() {
        return Path.of("catalog", id + ".json");
    }

    @Override
    public String toString() {
        return id;
    }
}
