package io.github.glacierjob.examples.karaf;

import static io.github.glacierjob.GlacierJobConstants.ID;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Outputs as files, written in place, and as streams, handed to whatever takes a stream. */
final class OutputRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("glacier-job:films?outputMode=file&workDirectory={{retrieved}}/films&delay={{poll}}")
                .routeId("films")
                .log("Film of job ${header.CamelGlacierJobId}: ${header.CamelFileNameProduced}");

        from("glacier-job:papers?outputMode=stream&delay={{poll}}")
                .routeId("papers")
                .setHeader(Exchange.FILE_NAME, header(ID))
                .to("file:{{retrieved}}/papers?tempFileName=${file:name}.part")
                .log("Paper of job ${header.CamelGlacierJobId}: ${header.CamelFileNameProduced}");
    }
}
