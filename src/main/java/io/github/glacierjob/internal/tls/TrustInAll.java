package io.github.glacierjob.internal.tls;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Builds an HTTP client that accepts every certificate. The SDK calls this builder, so that the SDK's client also closes
 * the HTTP client.
 */
public record TrustInAll(ApacheHttpClient.Builder http) implements SdkHttpClient.Builder<TrustInAll> {

    private static final Logger LOG = LoggerFactory.getLogger(TrustInAll.class);
    private static final Set<CamelContext> WARNED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final AttributeMap TRUST_ALL = AttributeMap.builder()
            .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
            .build();

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        return http.buildWithDefaults(TRUST_ALL.merge(defaults));
    }

    /** Writes a warning to the log, once for each context. */
    public static void warn(CamelContext context, Object vault) {
        if (WARNED.add(context)) {
            LOG.warn(
                    "trustAllCertificates=true (first for vault {}): the client accepts every certificate, even if the"
                            + " server only pretends to be Glacier. Use this in tests only. To trust a server of your"
                            + " own, name its authority in sslContextParameters",
                    vault);
        }
    }
}
