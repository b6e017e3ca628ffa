package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.GlacierJobEndpoint;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an option does depends neither on the platform nor on the place where it is set. */
@Timeout(180)
class PlatformOptionsTest {

    static Stream<Arguments> platformsAndPlaces() {
        return Stream.of(Platform.values())
                .flatMap(platform -> Stream.of(Place.values()).map(place -> Arguments.of(platform, place)));
    }

    @ParameterizedTest
    @MethodSource("platformsAndPlaces")
    void theSameOptionsHaveTheSameEffect(Platform platform, Place place) throws Exception {
        try (Vault vault = new Vault();
                Platform.Running running = platform.start(vault, place)) {
            vault.addJob();
            vault.awaitMessages(3);
            assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
            assertThat(vault.rangeSizes()).containsExactlyInAnyOrder(2L << 20, (1L << 20) + 7);
            assertThat(options(running.camel()))
                    .extracting(
                            GlacierJobConfiguration::getRegion,
                            GlacierJobConfiguration::getAccessKey,
                            GlacierJobConfiguration::getSecretKey,
                            GlacierJobConfiguration::getChunkSize,
                            GlacierJobConfiguration::getParallelism)
                    .containsExactly("us-east-1", "any", Vault.SECRET, 2L << 20, 4);
        }
    }

    private static GlacierJobConfiguration options(CamelContext camel) {
        return camel.getEndpoints().stream()
                .filter(GlacierJobEndpoint.class::isInstance)
                .map(endpoint -> ((GlacierJobEndpoint) endpoint).getConfiguration())
                .findFirst()
                .orElseThrow();
    }
}
