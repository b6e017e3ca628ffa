package io.github.glacierjob.examples.quarkus;

import io.github.glacierjob.GlacierJobConstants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.ProducerTemplate;

/** Orders archives; a route receives their outputs. */
@ApplicationScoped
public class Orders {
    private final ProducerTemplate template;

    @Inject
    public Orders(ProducerTemplate template) {
        this.template = template;
    }

    /** Initiates a job, or finds an existing one. */
    public void order(String archiveId) {
        template.sendBodyAndHeader(
                "glacier-job:{{vault}}?operation=initiateJob&jobType=archive-retrieval&tier=Bulk"
                        + "&description=ordered&reuseExistingJob=true",
                null,
                GlacierJobConstants.ARCHIVE_ID,
                archiveId);
    }
}
