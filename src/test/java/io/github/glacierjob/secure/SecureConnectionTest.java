package io.github.glacierjob.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.tls.ServerCertificate;
import java.nio.file.Path;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Tests the options of both schemes for trusted servers and for the client's own certificate. */
@Tag("core")
@Timeout(120)
class SecureConnectionTest {

    private static final String REFUSAL = "No secure connection to https://127.0.0.1:";

    @TempDir
    Path directory;

    private SecureGlacier secure;

    @BeforeEach
    void open() {
        secure = new SecureGlacier(directory);
    }

    @AfterEach
    void close() {
        secure.close();
    }

    @Test
    void sslContextParametersDecideWhichServersAreTrusted() {
        assertThat(secure.list(SecureGlacier.PATIENT).getException()).hasMessageContaining(REFUSAL);

        assertThat(secure.list("sslContextParameters=#trusting").getException()).isNull();
        assertThat(secure.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
    }

    @Test
    void aWholeVaultHasTheSameOptions() {
        assertThat(secure.status(SecureGlacier.PATIENT).getException()).hasStackTraceContaining(REFUSAL);

        assertThat(secure.status("sslContextParameters=#trusting").getException())
                .isNull();
        assertThat(secure.status("trustAllCertificates=true").getException()).isNull();
    }

    @Test
    void eachConnectionNeedsOneHandshakeForManyRequests() {
        for (int i = 0; i < 10; i++) {
            assertThat(secure.list("sslContextParameters=#trusting").getException())
                    .isNull();
        }

        assertThat(secure.simulator.requests(Operation.LIST_JOBS)).hasSize(10);
        assertThat(secure.simulator.tls().handshakes()).isEqualTo(1);
    }

    @Test
    void aServerThatRequestsACertificateGetsTheOneOfTheSettings() {
        secure.simulator.tls().askForClientCertificate(true);
        secure.glacier.context.getRegistry().bind("known", secure.known());

        assertThat(secure.list("sslContextParameters=#known").getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSettingsOfTheContextAreUsedOnlyIfTheComponentAllowsIt(boolean used) {
        secure.glacier.context.setSSLContextParameters(secure.trusting());
        secure.glacier
                .context
                .getComponent("glacier-job", GlacierJobComponent.class)
                .setUseGlobalSslContextParameters(used);
        secure.glacier
                .context
                .getComponent("glacier-egress", GlacierEgressComponent.class)
                .setUseGlobalSslContextParameters(used);

        assertThat(secure.list(SecureGlacier.PATIENT).getException() == null).isEqualTo(used);
        assertThat(secure.status(SecureGlacier.PATIENT).getException() == null).isEqualTo(used);
    }

    @Test
    void theSettingsOfAnEndpointWinOverThoseOfTheContext() {
        secure.glacier.context.setSSLContextParameters(new SSLContextParameters());
        secure.glacier
                .context
                .getComponent("glacier-job", GlacierJobComponent.class)
                .setUseGlobalSslContextParameters(true);

        assertThat(secure.list("sslContextParameters=#trusting").getException()).isNull();
        assertThat(secure.list(SecureGlacier.PATIENT).getException()).hasMessageContaining(REFUSAL);
    }

    @Test
    void aClientOfTheUserIgnoresTheSettingsOfTheContext() {
        secure.glacier.context.setSSLContextParameters(secure.trusting());
        secure.glacier
                .context
                .getComponent("glacier-job", GlacierJobComponent.class)
                .setUseGlobalSslContextParameters(true);
        secure.glacier.context.getRegistry().bind("theirs", new UserClient(secure.simulator.endpoint()).client());

        assertThat(secure.list("glacierClient=#theirs&" + SecureGlacier.PATIENT).getException())
                .hasMessageContaining(REFUSAL)
                .hasMessageEndingWith("; with glacierClient, these are settings of that client");
    }

    @ParameterizedTest
    @EnumSource
    void everyCertificateIsAcceptedIfAllAreTrusted(ServerCertificate certificate) {
        secure.simulator.tls().show(certificate);

        assertThat(secure.list("trustAllCertificates=true").getException()).isNull();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
    void aBadCertificateIsRefusedByDefault(ServerCertificate certificate) {
        secure.simulator.tls().show(certificate);

        assertThat(secure.list("sslContextParameters=#trusting&" + SecureGlacier.PATIENT)
                        .getException())
                .hasMessageContaining(REFUSAL);
        assertThat(secure.simulator.requests()).isEmpty();
    }

    @Test
    void trustAllCertificatesIsLoggedOnceAsAWarning() {
        String log = SecureGlacier.logged(() -> {
            assertThat(secure.list("trustAllCertificates=true").getException()).isNull();
            assertThat(secure.list("trustAllCertificates=true&maxRetries=3").getException())
                    .isNull();
            assertThat(secure.status("trustAllCertificates=true").getException())
                    .isNull();
        });

        assertThat(log)
                .containsOnlyOnce("trustAllCertificates=true (first for vault photos)")
                .contains("WARN");
        assertThat(SecureGlacier.logged(() -> secure.list("sslContextParameters=#trusting")))
                .doesNotContain("trustAllCertificates");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslContextParameters=#trusting&trustAllCertificates=true | trustAllCertificates: 'true' must not be set with sslContextParameters
            glacierClient=#theirs&trustAllCertificates=true          | trustAllCertificates: 'true' must not be set with glacierClient
            glacierClient=#theirs&sslContextParameters=#trusting     | sslContextParameters: (set) must not be set with glacierClient
            """)
    void contradictoryOptionsAreRefused(String options, String message) {
        if (options.contains("#theirs")) {
            secure.glacier.context.getRegistry().bind("theirs", new UserClient(secure.simulator.endpoint()).client());
        }

        for (String scheme : new String[] {"glacier-job:photos?", "glacier-egress:photos?"}) {
            ThrowingCallable endpoint = () ->
                    secure.glacier.context.getEndpoint(scheme + "accessKey=a&secretKey=s&region=us-east-1&" + options);
            assertThatThrownBy(endpoint).hasStackTraceContaining(message);
        }
    }

    @Test
    void trustAllCertificatesContradictsTheSettingsOfTheContext() {
        secure.glacier.context.setSSLContextParameters(secure.trusting());
        secure.glacier
                .context
                .getComponent("glacier-job", GlacierJobComponent.class)
                .setUseGlobalSslContextParameters(true);

        assertThatThrownBy(() -> secure.glacier.context.getEndpoint(secure.glacier.uri("trustAllCertificates=true")))
                .hasStackTraceContaining("must not be set with sslContextParameters or useGlobalSslContextParameters");
    }

    @Test
    void aStoreThatCannotBeReadStopsTheStart() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + directory.resolve("none.p12"));
        store.setPassword("x");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters settings = new SSLContextParameters();
        settings.setTrustManagers(trust);
        secure.glacier.context.getRegistry().bind("unreadable", settings);

        assertThatThrownBy(() -> secure.list("sslContextParameters=#unreadable"))
                .hasStackTraceContaining("sslContextParameters: (set) must name stores that can be read")
                .hasStackTraceContaining("none.p12");
    }

    /** A client that the user created. */
    private record UserClient(java.net.URI endpoint) {
        GlacierClient client() {
            return GlacierClient.builder()
                    .endpointOverride(endpoint)
                    .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                    .credentialsProvider(software.amazon.awssdk.auth.credentials.StaticCredentialsProvider.create(
                            software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create("a", "s")))
                    .build();
        }
    }
}
