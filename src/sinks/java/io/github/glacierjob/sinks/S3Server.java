package io.github.glacierjob.sinks;

import com.adobe.testing.s3mock.S3MockApplication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, which refuses bytes with a wrong checksum, with the bucket {@code archive}. */
final class S3Server implements AutoCloseable {

    private final ConfigurableApplicationContext application;
    private final URI endpoint;
    private final S3Client client;

    /** The plain port listens on this machine only. */
    @Configuration(proxyBeanMethods = false)
    static class Loopback {

        @Bean
        @Lazy(false)
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> loopback() {
            return factory -> factory.getAdditionalTomcatConnectors()
                    .forEach(connector -> connector.setProperty("address", "127.0.0.1"));
        }
    }

    private S3Server(ConfigurableApplicationContext application) {
        this.application = application;
        this.endpoint = URI.create("http://127.0.0.1:" + plainPort(application));
        this.client = client(endpoint);
        client.createBucket(bucket -> bucket.bucket("archive"));
    }

    /** Creates a client of such a server. */
    static S3Client client(URI endpoint, ExecutionInterceptor... between) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .overrideConfiguration(client -> List.of(between).forEach(client::addExecutionInterceptor))
                .build();
    }

    /**
     * Creates a client that uploads the parts of an object in parallel. It waits for a connection long enough for a
     * slow wire.
     */
    static S3AsyncClient clientInParts(URI endpoint) {
        return S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .multipartEnabled(true)
                .httpClientBuilder(
                        NettyNioAsyncHttpClient.builder().connectionAcquisitionTimeout(Duration.ofMinutes(10)))
                .build();
    }

    private static int plainPort(ConfigurableApplicationContext application) {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) application).getWebServer();
        return Stream.of(server.getTomcat().getService().findConnectors())
                .filter(connector -> !connector.getSecure())
                .findFirst()
                .orElseThrow()
                .getLocalPort();
    }

    static S3Server start(Path directory) {
        Map<String, Object> properties = Map.of(
                S3MockApplication.PROP_HTTPS_PORT,
                0,
                S3MockApplication.PROP_HTTP_PORT,
                0,
                "server.address",
                "127.0.0.1",
                S3MockApplication.SERVER_SSL_KEY_STORE,
                S3MockApplication.DEFAULT_SERVER_SSL_KEY_STORE,
                S3MockApplication.SERVER_SSL_KEY_STORE_PASSWORD,
                S3MockApplication.DEFAULT_SERVER_SSL_KEY_STORE_PASSWORD,
                S3MockApplication.SERVER_SSL_KEY_ALIAS,
                S3MockApplication.DEFAULT_SERVER_SSL_KEY_ALIAS,
                S3MockApplication.SERVER_SSL_KEY_PASSWORD,
                S3MockApplication.DEFAULT_SERVER_SSL_KEY_PASSWORD,
                S3MockApplication.PROP_ROOT_DIRECTORY,
                directory.toString());
        return new S3Server(new SpringApplicationBuilder(S3MockApplication.class, Loopback.class)
                .properties(properties)
                .bannerMode(Banner.Mode.OFF)
                .run());
    }

    S3Client client() {
        return client;
    }

    URI endpoint() {
        return endpoint;
    }

    byte[] object(String key) {
        return client.getObjectAsBytes(object -> object.bucket("archive").key(key))
                .asByteArray();
    }

    @Override
    public void close() {
        client.close();
        application.close();
    }
}
