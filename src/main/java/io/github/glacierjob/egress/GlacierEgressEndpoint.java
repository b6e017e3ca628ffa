package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.preview.PreviewQuery;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.health.Picture;
import io.github.glacierjob.internal.meters.MeterSwitch;
import io.github.glacierjob.management.EndpointFigures;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Retrieve every archive of an Amazon Glacier vault and deliver each once, with a ledger and a receipt.
 *
 * <p>The consumer gets the vault's inventory, orders the archives, and sends each through the route when its output is
 * ready. What has become of each archive is in a ledger, a table of a database. The producer reports from the ledger.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glacier-egress",
        title = "AWS Glacier Egress",
        syntax = "glacier-egress:vaultNameOrArn",
        category = {Category.CLOUD, Category.FILE},
        headersClass = GlacierEgressConstants.class)
@ManagedResource(description = "Managed GlacierEgressEndpoint")
public class GlacierEgressEndpoint extends ScheduledPollEndpoint implements EndpointFigures {

    /** Milliseconds between polls. */
    static final long DEFAULT_DELAY = 5_000;

    @UriParam
    private GlacierEgressConfiguration configuration;

    @UriParam(
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            label = "consumer,scheduler",
            description = "Milliseconds between the end of a poll and the next poll. Default 5000 (5 seconds). A poll"
                    + " reads the ledger; it sends requests to the service only for orders and jobs that are due.")
    private long delay = DEFAULT_DELAY;

    private EgressVault vault;
    private final MeterSwitch meters = new MeterSwitch(this::readSnapshot);
    private volatile GlacierEgressConsumer newest;

    GlacierEgressEndpoint(String uri, Component component, GlacierEgressConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() throws Exception {
        return new GlacierEgressProducer(this, vault, configuration.getOperation(), this::startMeters);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        GlacierEgressConsumer consumer = new GlacierEgressConsumer(this, processor, vault, this::startMeters);
        newest = consumer;
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        throw new UnsupportedOperationException(getEndpointUri()
                + ": pollEnrich and ConsumerTemplate are not supported: an archive is delivered to a route;"
                + " use from(\"glacier-egress:...\")");
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        vault = new EgressVault(this, configuration);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (configuration.getOperation() == GlacierEgressOperation.preview) {
            vault.openToPreview();
        } else {
            vault.open();
        }
    }

    @Override
    protected void doStop() throws Exception {
        meters.off();
        vault.close();
        super.doStop();
    }

    /**
     * Reads the state of the vault's archives, as {@code operation=status} does. The endpoint must be started. Needs only
     * the database, unless the ledger does not know the vault yet.
     *
     * @return a new snapshot
     */
    public GlacierEgressStatus readStatus() {
        return new GlacierEgressStatus(new StatusQuery(vault).read());
    }

    private void startMeters() {
        meters.on(getCamelContext(), configuration.vault(), vault.region());
    }

    /**
     * Calculates the cost of the vault, as {@code operation=preview} does. The endpoint must be started. Initiates no
     * job.
     *
     * @return a new preview
     */
    public GlacierEgressPreview readPreview() {
        return new GlacierEgressPreview(new PreviewQuery(vault, getCamelContext()).read(null));
    }

    @Override
    public GlacierJobSnapshot readSnapshot() {
        GlacierEgressConsumer consumer = newest;
        return consumer != null
                ? consumer.readSnapshot()
                : new Picture("glacier-egress", this, configuration, vault.figures()).ofProducer();
    }

    public GlacierEgressConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GlacierEgressConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
