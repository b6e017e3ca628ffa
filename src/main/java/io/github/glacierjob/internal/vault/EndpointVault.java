package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * Holds the objects that an endpoint shares with its consumers and producers: the ledger, which is kept during a stop,
 * and the open vault while the endpoint runs. Thread-safe.
 */
public final class EndpointVault {

    private final Endpoint endpoint;
    private final GlacierJobOptions options;
    private final JobLedger ledger;
    private final Figures figures;
    private volatile OpenVault<GlacierJobOptions> vault;

    public EndpointVault(Endpoint endpoint, GlacierJobOptions options) {
        this.endpoint = endpoint;
        this.options = options;
        this.ledger = JobLedger.of(endpoint.getCamelContext(), options);
        this.figures = new Figures(endpoint, options.vault().name(), options.getClock());
    }

    public void open() {
        vault = OpenVault.open(endpoint, options, figures);
    }

    public void close() {
        if (vault != null) {
            vault.close();
            vault = null;
        }
    }

    /** The endpoint's figures, over all of its starts. */
    public Figures figures() {
        return figures;
    }

    public GlacierJobOptions options() {
        return options;
    }

    /** The ledger of the vault's jobs. */
    public JobLedger ledger() {
        return ledger;
    }

    /** The region of the vault, if it is known without a request. */
    public Optional<String> region() {
        OpenVault<GlacierJobOptions> open = vault;
        return options.namedRegion()
                .or(() -> open == null ? Optional.empty() : open.jobs().region());
    }

    /** The vault; null while the endpoint does not run. */
    public OpenVault<GlacierJobOptions> vault() {
        return vault;
    }
}
