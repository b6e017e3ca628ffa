package io.github.glacierjob.examples.retrievals;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Initiates jobs, and writes each verified chunk to a separate file, the last chunk last. */
@Component
class RetrievalRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:retrieve")
                .setHeader("CamelGlacierJobArchiveId", body())
                .to("glacier-job:{{vault}}?operation=initiateJob&jobType=archive-retrieval&reuseExistingJob=true")
                .setBody(header("CamelGlacierJobId"));

        from("glacier-job:{{vault}}?delay={{poll}}")
                .routeId("chunks")
                .to("file:{{retrieved}}?fileName=${header.CamelGlacierJobId}/${header.CamelGlacierJobChunkIndex}")
                .filter(header("CamelGlacierJobChunkLast"))
                .log("Job ${header.CamelGlacierJobId}: ${header.CamelGlacierJobChunkCount} chunks");
    }
}
