package io.github.glacierjob.sinks;

import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.h2.jdbcx.JdbcDataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** An application with an empty ledger that moves a vault of a simulator to an S3 server; both are somewhere else. */
final class Application {

    private Application() {}

    /** With a pause between two looks at the vault. */
    static DefaultCamelContext of(String glacier, S3Client s3, long pollMillis) {
        DefaultCamelContext camel = new DefaultCamelContext();
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        camel.getRegistry().bind("db", ledger);
        camel.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration().setAmazonS3Client(s3);
        GlacierEgressConfiguration options = camel.getComponent("glacier-egress", GlacierEgressComponent.class)
                .getConfiguration();
        options.setAccessKey("any");
        options.setSecretKey("any");
        options.setRegion("us-east-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(glacier);
        options.setFirstLook(0L);
        options.setConcurrentJobs(1);
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof ScheduledPollEndpoint polled && uri.startsWith("glacier-")) {
                polled.setInitialDelay(0);
                polled.setDelay(pollMillis);
            }
            return endpoint;
        });
        return camel;
    }
}
