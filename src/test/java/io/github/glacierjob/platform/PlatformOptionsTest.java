package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.docs.Scheme;
import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.options.GlacierDownloadOptions;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The effect of an option depends neither on the platform nor on the place where it is set. */
@Timeout(180)
class PlatformOptionsTest {

    static Stream<Arguments> platformsAndPlaces() {
        return Stream.of(Scheme.values()).flatMap(scheme -> Stream.of(Platform.values())
                .flatMap(platform -> Stream.of(Place.values()).map(place -> Arguments.of(scheme, platform, place))));
    }

    @ParameterizedTest
    @MethodSource("platformsAndPlaces")
    void theSameOptionsHaveTheSameEffect(Scheme scheme, Platform platform, Place place) throws Exception {
        try (Vault vault = new Vault(scheme)) {
            String job = vault.addJob();
            try (Platform.Running running = platform.start(vault, place)) {
                vault.awaitMessages(3);
                assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
                assertThat(vault.rangeSizes(job)).containsExactlyInAnyOrder(2L << 20, (1L << 20) + 7);
                assertThat(options(running.camel()))
                        .extracting(
                                GlacierDownloadOptions::getRegion,
                                GlacierDownloadOptions::getAccessKey,
                                GlacierDownloadOptions::getSecretKey,
                                GlacierDownloadOptions::getChunkSize,
                                GlacierDownloadOptions::getParallelism)
                        .containsExactly("us-east-1", "any", Vault.SECRET, 2L << 20, 4);
            }
        }
    }

    private static GlacierDownloadOptions options(CamelContext camel) {
        return camel.getEndpoints().stream()
                .flatMap(PlatformOptionsTest::configuration)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<GlacierDownloadOptions> configuration(Endpoint endpoint) {
        if (endpoint instanceof GlacierJobEndpoint jobs) {
            return Stream.of(jobs.getConfiguration());
        }
        return endpoint instanceof GlacierEgressEndpoint vault ? Stream.of(vault.getConfiguration()) : Stream.empty();
    }
}
