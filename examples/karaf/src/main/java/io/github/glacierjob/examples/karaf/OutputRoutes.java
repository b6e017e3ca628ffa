package io.github.glacierjob.examples.karaf;

import static io.github.glacierjob.GlacierJobConstants.ID;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Consumes outputs as files that are written in place, and as streams that are passed to any other step. */
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
