package io.github.glacierjob.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.SimulatedJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Initiates one job for each archive through the component, with any answers of the service. */
final class Orders implements AutoCloseable {

    private static final int MOST_TRIES = 50;

    private final GlacierSimulator simulator;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    Orders(GlacierSimulator simulator) {
        this.simulator = simulator;
        context.start();
        this.template = context.createProducerTemplate();
    }

    /** Returns the id of the only job. If the component cannot tell whether the job exists, the vault is checked. */
    String initiate(String vault, String archive, String hash) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Exchange answer = template.request(
                    "glacier-job:" + vault + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                            + "&operation=initiateJob&jobType=archive-retrieval&requestTimeout=5000&retryDelay=20"
                            + "&maxRetryDelay=1000&uriEndpointOverride=" + simulator.endpoint(),
                    exchange -> exchange.getMessage().setHeader(GlacierJobConstants.ARCHIVE_ID, archive));
            List<String> jobs = simulator.jobs(vault).stream()
                    .filter(job -> hash.equals(job.treeHash()))
                    .map(SimulatedJob::id)
                    .toList();
            assertThat(jobs).as("jobs for one archive, paid once").hasSizeLessThan(2);
            Optional<String> only = jobs.stream().findFirst();
            if (only.isPresent()) {
                return only.get();
            }
            assertThat(answer.getException()).isNotNull();
        }
        throw new AssertionError("No job after " + MOST_TRIES + " tries");
    }

    @Override
    public void close() throws IOException {
        template.close();
        context.close();
    }
}
