package io.github.glacierjob.internal.tracing;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.GlacierJobConstants;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/** Adds the vault, job, range and size of a message to its span. Values that the message does not have are left out. */
abstract class AbstractGlacierSpan extends AbstractSpanDecorator {

    private static final Map<String, String> HEADERS = Map.of(
            "glacier.operation", GlacierJobConstants.OPERATION,
            "glacier.job", GlacierJobConstants.ID,
            "glacier.archive", GlacierJobConstants.ARCHIVE_ID,
            "glacier.tier", GlacierJobConstants.TIER,
            "glacier.range.start", GlacierJobConstants.CHUNK_START,
            "glacier.range.end", GlacierJobConstants.CHUNK_END,
            "glacier.range", GlacierJobConstants.RANGE,
            "glacier.size", GlacierJobConstants.OUTPUT_SIZE_IN_BYTES);

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        span.setTag("glacier.vault", stripSchemeAndOptions(endpoint));
        tag(span, exchange);
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        tag(span, exchange);
    }

    private static void tag(Span span, Exchange exchange) {
        HEADERS.forEach((name, header) -> {
            Object value = exchange.getMessage().getHeader(header);
            if (value != null) {
                span.setTag(name, printable(value.toString()));
            }
        });
    }
}
