package io.github.glacierjob;

import io.github.glacierjob.internal.vault.GivenTexts;
import io.github.glacierjob.internal.vault.OptionRules;
import io.github.glacierjob.internal.vault.OptionTexts;
import io.github.glacierjob.internal.vault.PollRules;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** Creates the endpoints {@code glacier-job:vaultNameOrArn}. */
@Component("glacier-job")
public class GlacierJobComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata
    private GlacierJobConfiguration configuration = new GlacierJobConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether endpoints use the sslContextParameters of the Camel context if they have no"
                    + " sslContextParameters and no glacierClient of their own. Default false.")
    private boolean useGlobalSslContextParameters;

    private final GivenTexts given = new GivenTexts();

    /** Creates a component that has no context yet. */
    public GlacierJobComponent() {}

    /**
     * Creates a component of a context.
     *
     * @param context the context
     */
    public GlacierJobComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        GlacierJobConfiguration own = configuration.copy();
        own.setVaultNameOrArn(remaining);
        GlacierJobEndpoint endpoint = new GlacierJobEndpoint(uri, this, own);
        GivenTexts written = given.with(parameters);
        setProperties(endpoint, parameters);
        if (own.getSslContextParameters() == null && own.getGlacierClient() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        written.check(() -> {
            OptionRules.check(own);
            PollRules.check(endpoint);
        });
        return endpoint;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new OptionTexts(super.getComponentPropertyConfigurer(), given);
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new OptionTexts(super.getEndpointPropertyConfigurer(), new GivenTexts());
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public GlacierJobConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The defaults for the options of all endpoints of the component.
     *
     * @param configuration the defaults; each endpoint gets a copy
     */
    public void setConfiguration(GlacierJobConfiguration configuration) {
        this.configuration = configuration;
    }
}
