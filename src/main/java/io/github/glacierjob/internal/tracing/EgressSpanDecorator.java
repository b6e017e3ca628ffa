package io.github.glacierjob.internal.tracing;

/** The spans of {@code glacier-egress}. Found by camel-telemetry through Java's service loader. */
public final class EgressSpanDecorator extends AbstractGlacierSpan {

    @Override
    public String getComponent() {
        return "glacier-egress";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.glacierjob.egress.GlacierEgressComponent";
    }
}
