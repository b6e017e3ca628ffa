package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.options.GlacierDownloadOptions;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * Holds the objects that an endpoint shares with its consumers and producers: the figures, which are kept during a stop,
 * and the open vault while the endpoint runs. Thread-safe.
 *
 * @param <O> the options of the endpoint
 */
public class EndpointVault<O extends GlacierDownloadOptions> {

    private final Endpoint endpoint;
    private final O options;
    private final Figures figures;
    private volatile OpenVault<O> vault;

    public EndpointVault(Endpoint endpoint, O options) {
        this.endpoint = endpoint;
        this.options = options;
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

    public O options() {
        return options;
    }

    /** The region of the vault, if it is known without a request. */
    public Optional<String> region() {
        OpenVault<O> open = vault;
        return options.namedRegion()
                .or(() -> open == null ? Optional.empty() : open.jobs().region());
    }

    /** The vault; null while the endpoint does not run. */
    public OpenVault<O> vault() {
        return vault;
    }
}
