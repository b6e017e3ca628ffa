package io.github.glacierjob.internal.tracing;

/** Decorates the spans of {@code glacier-egress}. Java's service loader finds this class for camel-telemetry. */
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
