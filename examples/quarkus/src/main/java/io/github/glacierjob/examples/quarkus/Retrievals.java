package io.github.glacierjob.examples.quarkus;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static org.apache.camel.Exchange.FILE_NAME_PRODUCED;

import org.apache.camel.builder.RouteBuilder;

/** Writes the outputs of the ordered archives to files. */
public class Retrievals extends RouteBuilder {
    @Override
    public void configure() {
        from("glacier-job:{{vault}}?description=ordered&outputMode=file&workDirectory={{retrieved}}&delay={{poll}}")
                .log("Archive ${header." + ARCHIVE_ID + "} is in ${header." + FILE_NAME_PRODUCED + "}");
    }
}
