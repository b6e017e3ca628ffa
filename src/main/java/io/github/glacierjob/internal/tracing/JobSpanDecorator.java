package io.github.glacierjob.internal.tracing;

/** Decorates the spans of {@code glacier-job}. Java's service loader finds this class for camel-telemetry. */
public final class JobSpanDecorator extends AbstractGlacierSpan {

    @Override
    public String getComponent() {
        return "glacier-job";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.glacierjob.GlacierJobComponent";
    }
}
