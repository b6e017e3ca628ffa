package io.github.glacierjob.examples.orders;

import static io.github.glacierjob.GlacierJobConstants.ARCHIVE_ID;
import static io.github.glacierjob.GlacierJobConstants.ID;
import static io.github.glacierjob.GlacierJobConstants.REUSED;
import static org.apache.camel.Exchange.FILE_NAME_PRODUCED;

import org.apache.camel.builder.RouteBuilder;

/** Reads text files from a directory of orders, with the id of an archive in each line; each archive becomes a file. */
public final class Orders extends RouteBuilder {
    @Override
    public void configure() {
        from("file:{{orders}}")
                .split(body().tokenize("\n"))
                .setHeader(ARCHIVE_ID, simple("${body.trim()}"))
                .to("glacier-job:{{vault}}?operation=initiateJob&jobType=archive-retrieval&tier=Bulk"
                        + "&description=ordered&reuseExistingJob=true")
                .log("Job ${header." + ID + "} for archive ${header." + ARCHIVE_ID + "}, reused: ${header." + REUSED + "}");

        from("glacier-job:{{vault}}?description=ordered&outputMode=file&workDirectory={{retrieved}}"
                        + "&delay={{poll}}")
                .log("Archive ${header." + ARCHIVE_ID + "} is in ${header." + FILE_NAME_PRODUCED + "}");
    }
}
