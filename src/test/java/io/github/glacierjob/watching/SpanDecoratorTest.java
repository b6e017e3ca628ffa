package io.github.glacierjob.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.testkit.Glacier;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanDecorator;
import org.junit.jupiter.api.Test;

/** The span of a message names vault, job, range and size. */
class SpanDecoratorTest {

    private static final class Tags extends TreeMap<String, String> implements Span {

        private static final long serialVersionUID = 1L;

        @Override
        public void log(Map<String, String> fields) {}

        @Override
        public void setTag(String key, String value) {
            put(key, value);
        }

        @Override
        public void setComponent(String component) {}

        @Override
        public void setError(boolean error) {}
    }

    private static SpanDecorator decorator(String scheme) {
        return ServiceLoader.load(SpanDecorator.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> scheme.equals(found.getComponent()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSpanOfAChunkNamesVaultJobRangeAndSizeWithEscapedText() {
        try (Glacier glacier = new Glacier()) {
            Endpoint endpoint = glacier.context.getEndpoint(glacier.uri("operation=describeJob"));
            Exchange exchange = new DefaultExchange(glacier.context);
            exchange.getMessage().setHeader(GlacierJobConstants.ID, "job\u0007");
            exchange.getMessage().setHeader(GlacierJobConstants.CHUNK_START, 0L);
            exchange.getMessage().setHeader(GlacierJobConstants.CHUNK_END, 1048575L);
            exchange.getMessage().setHeader(GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, 5000000L);
            Tags tags = new Tags();

            SpanDecorator decorator = decorator("glacier-job");
            decorator.beforeTracingEvent(tags, exchange, endpoint);
            decorator.afterTracingEvent(tags, exchange);

            assertThat(tags)
                    .containsEntry("glacier.vault", "photos")
                    .containsEntry("glacier.job", "job\\u0007")
                    .containsEntry("glacier.range.start", "0")
                    .containsEntry("glacier.range.end", "1048575")
                    .containsEntry("glacier.size", "5000000");
            assertThat(tags.toString()).doesNotContain("secretKey=s");
        }
    }

    @Test
    void bothSchemesHaveASpanDecorator() {
        assertThat(decorator("glacier-egress").getComponentClassName())
                .isEqualTo("io.github.glacierjob.egress.GlacierEgressComponent");
        assertThat(decorator("glacier-job").getComponentClassName())
                .isEqualTo("io.github.glacierjob.GlacierJobComponent");
    }
}
