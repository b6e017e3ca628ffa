package io.github.glacierjob.examples.workers;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_COUNT;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_INDEX;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_TREE_HASH;
import static io.github.glacierjob.GlacierJobConstants.SHA256_TREE_HASH;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * Fetches ranges, writes each to its place, and informs the node, all in the transaction in which it received the
 * range.
 */
public final class Worker extends RouteBuilder {
    @Override
    public void configure() {
        from("jms:ranges?concurrentConsumers={{parallelism}}")
                .to("glacier-job:{{vault}}?operation=getJobOutput&parallelism={{parallelism}}")
                .to("bean:archives?method=write")
                .transform().message(Worker::note)
                .to("jms:written");
    }

    /** JMS does not transport Camel's headers, so they are in the body. */
    private static Map<String, Object> note(Message range) {
        return Stream.of(ARCHIVE_ID, SHA256_TREE_HASH, CHUNK_INDEX, CHUNK_COUNT, CHUNK_TREE_HASH)
                .collect(Collectors.toMap(Function.identity(), range::getHeader));
    }
}
