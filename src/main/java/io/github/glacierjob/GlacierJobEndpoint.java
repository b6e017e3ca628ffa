package io.github.glacierjob;

import io.github.glacierjob.internal.health.Picture;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.meters.MeterSwitch;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OptionRules;
import io.github.glacierjob.management.EndpointFigures;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Retrieve archives and inventories from Amazon Glacier vaults through jobs.
 *
 * <p>The producer initiates, describes and lists jobs and gets their output. The consumer sends exchanges through the route
 * when jobs complete; by default each has a verified chunk of the output.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glacier-job",
        title = "AWS Glacier Job",
        syntax = "glacier-job:vaultNameOrArn",
        category = {Category.CLOUD, Category.FILE},
        headersClass = GlacierJobConstants.class)
@ManagedResource(description = "Managed GlacierJobEndpoint")
public class GlacierJobEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation, EndpointFigures {

    /** Milliseconds between polls. */
    static final long DEFAULT_DELAY = 60_000;

    @UriParam
    private GlacierJobConfiguration configuration;

    @UriParam(
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            label = "consumer,scheduler",
            description = "Milliseconds between the end of a poll and the next poll. Default 60000 (one minute).")
    private long delay = DEFAULT_DELAY;

    @UriParam(
            defaultValue = "0",
            label = "consumer",
            description = "The largest number of new jobs that one poll takes. Default 0: no limit.")
    private int maxMessagesPerPoll;

    private EndpointVault<GlacierJobOptions> vault;
    private JobLedger ledger;
    private final MeterSwitch meters = new MeterSwitch(this::readSnapshot);
    private volatile GlacierJobConsumer newest;

    GlacierJobEndpoint(String uri, Component component, GlacierJobConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() throws Exception {
        return new GlacierJobProducer(this, vault, configuration.getOperation(), this::startMeters);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OptionRules.checkConsumed(configuration);
        GlacierJobConsumer consumer = new GlacierJobConsumer(this, processor, vault, ledger, this::startMeters);
        newest = consumer;
        consumer.setMaxMessagesPerPoll(maxMessagesPerPoll);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        GlacierJobPollingConsumer consumer = new GlacierJobPollingConsumer(this, configuration.vault());
        configurePollingConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        vault = new EndpointVault<>(this, configuration);
        ledger = JobLedger.of(getCamelContext(), configuration);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        vault.open();
    }

    @Override
    protected void doStop() throws Exception {
        meters.off();
        vault.close();
        super.doStop();
    }

    private void startMeters() {
        meters.on(getCamelContext(), configuration.vault(), vault.region());
    }

    @Override
    public GlacierJobSnapshot readSnapshot() {
        GlacierJobConsumer consumer = newest;
        return consumer != null
                ? consumer.readSnapshot()
                : new Picture("glacier-job", this, configuration, vault.figures()).ofProducer();
    }

    public GlacierJobConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GlacierJobConfiguration configuration) {
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

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    @Override
    public String getServiceUrl() {
        if (configuration.isOverrideEndpoint()) {
            return configuration.getUriEndpointOverride();
        }
        return configuration
                .namedRegion()
                .map(region -> "https://glacier." + region + ".amazonaws.com")
                .orElse(null);
    }

    @Override
    public String getServiceProtocol() {
        return "glacier";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("vault", configuration.vault().toString());
    }
}
