package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.tls.TlsContext;
import io.github.glacierjob.internal.tls.TrustInAll;
import io.github.glacierjob.options.GlacierDownloadOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.GlacierClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Holds the client of a running endpoint: the user's client, which is not closed, or a client created from the options,
 * which is closed.
 */
public final class ClientLease implements AutoCloseable {

    private final GlacierClient client;
    private final SdkAutoCloseable whenClosed;

    private ClientLease(GlacierClient client, SdkAutoCloseable whenClosed) {
        this.client = client;
        this.whenClosed = whenClosed;
    }

    public static ClientLease of(CamelContext context, GlacierDownloadOptions options) {
        if (options.getGlacierClient() != null) {
            return new ClientLease(options.getGlacierClient(), () -> {});
        }
        if (options.isTrustAllCertificates()) {
            TrustInAll.warn(context, options.vault());
        }
        TlsContext tls = TlsContext.of(context, options.getSslContextParameters());
        AwsCredentialsProvider credentials = credentials(options);
        GlacierClient client = new ReopeningClient(() -> client(options, credentials, tls));
        return new ClientLease(client, () -> {
            client.close();
            if (credentials instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        });
    }

    static GlacierClient client(GlacierDownloadOptions options, AwsCredentialsProvider credentials, TlsContext tls) {
        GlacierClientBuilder builder = GlacierClient.builder()
                // Not the provider itself, because a client that is replaced would close it.
                .credentialsProvider(credentials::resolveCredentials)
                .httpClientBuilder(httpClient(options, tls))
                .overrideConfiguration(to -> {
                    GlacierJobs.configure(to);
                    to.apiCallAttemptTimeout(Duration.ofMillis(options.getRequestTimeout()));
                });
        options.namedRegion().ifPresent(region -> builder.region(Region.of(region)));
        if (options.isOverrideEndpoint()) {
            builder.endpointOverride(URI.create(options.getUriEndpointOverride()));
        }
        return built(builder);
    }

    private static GlacierClient built(GlacierClientBuilder builder) {
        try {
            return builder.build();
        } catch (SdkClientException e) {
            if (String.valueOf(e.getMessage()).contains("region")) {
                throw new IllegalArgumentException(
                        "region: is not set; it must be an option, part of the vault's ARN, the environment variable"
                                + " AWS_REGION, or in the profile",
                        e);
            }
            throw e;
        }
    }

    public GlacierClient client() {
        return client;
    }

    @Override
    public void close() {
        whenClosed.close();
    }

    private static AwsCredentialsProvider credentials(GlacierDownloadOptions options) {
        if (options.isUseDefaultCredentialsProvider()) {
            return DefaultCredentialsProvider.builder().build();
        }
        if (options.isUseProfileCredentialsProvider()) {
            return ProfileCredentialsProvider.create(options.getProfileCredentialsName());
        }
        if (options.isUseSessionCredentials()) {
            return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    options.getAccessKey(), options.getSecretKey(), options.getSessionToken()));
        }
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(options.getAccessKey(), options.getSecretKey()));
    }

    private static SdkHttpClient.Builder<?> httpClient(GlacierDownloadOptions options, TlsContext tls) {
        ApacheHttpClient.Builder http = ApacheHttpClient.builder()
                .maxConnections(Connections.of(options).most())
                .connectionTimeout(Duration.ofMillis(options.getConnectionTimeout()))
                .connectionAcquisitionTimeout(Duration.ofMillis(options.getRequestTimeout()))
                .socketTimeout(Duration.ofMillis(options.getRequestTimeout()));
        if (options.getProxyHost() != null) {
            http.proxyConfiguration(proxy(options));
        }
        tls.applyTo(http);
        return options.isTrustAllCertificates() ? new TrustInAll(http) : http;
    }

    private static ProxyConfiguration proxy(GlacierDownloadOptions options) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder()
                .endpoint(URI.create(
                        options.getProxyProtocol() + "://" + options.getProxyHost() + ":" + options.getProxyPort()))
                .username(options.getProxyUsername())
                .password(options.getProxyPassword());
        if (options.getNonProxyHosts() != null) {
            proxy.nonProxyHosts(Set.of(options.getNonProxyHosts().split("\\|")));
        }
        return proxy.build();
    }
}
