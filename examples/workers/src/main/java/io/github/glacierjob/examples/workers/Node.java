package io.github.glacierjob.examples.workers;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;

import org.apache.camel.builder.RouteBuilder;

/**
 * Divides the outputs of the vault's jobs into ranges for the workers, and finishes each file when they have written
 * all of it.
 */
public final class Node extends RouteBuilder {
    @Override
    public void configure() {
        from("glacier-job:{{vault}}?outputMode=ranges&actions=ArchiveRetrieval&chunkSize={{chunkSize}}"
                        + "&progressRepository=#progress&delay={{poll}}")
                .to("jms:ranges");

        from("jms:written")
                .to("bean:archives?method=note")
                .filter(method("archives", "isWhole"))
                .to("bean:archives?method=finish")
                .log("All of archive ${body[" + ARCHIVE_ID + "]} is there");
    }
}
