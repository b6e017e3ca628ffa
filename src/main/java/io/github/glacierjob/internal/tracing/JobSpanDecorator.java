package io.github.glacierjob.internal.tracing;

/** The spans of {@code glacier-job}. Found by camel-telemetry through Java's service loader. */
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
