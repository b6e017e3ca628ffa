package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.ComponentJson;
import io.github.glacierjob.docs.ComponentJson.Entry;
import io.github.glacierjob.docs.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalog data of the components is complete, and contains what users were promised. */
@Tag("core")
class CatalogTest {

    private static final Pattern OPTION_TEXT =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@Uri(?:Param|Path)", Pattern.DOTALL);

    /** Every endpoint or polling consumer of Camel has these options, with Camel's own texts. */
    private static final Set<String> CAMELS_OPTIONS = Set.of(
            "autowiredEnabled",
            "bridgeErrorHandler",
            "configuration",
            "exceptionHandler",
            "exchangePattern",
            "healthCheckConsumerEnabled",
            "healthCheckProducerEnabled",
            "lazyStartProducer",
            "pollStrategy",
            "sendEmptyMessageWhenIdle");

    private static final Set<String> CAMELS_HEADERS = Set.of(
            "Content-Type",
            "CamelMessageTimestamp",
            "CamelFileName",
            "CamelFileLength",
            "CamelFileNameProduced",
            "CamelFileLastModified");
    private static final String ANY = "*";

    /** Options of an endpoint that cannot be set on the component for all its endpoints. */
    private static final Set<String> OF_ONE_ENDPOINT = Set.of("vaultNameOrArn", "delay", "maxMessagesPerPoll");

    @ParameterizedTest
    @EnumSource
    void everyOptionAndHeaderIsDescribedInSentences(Scheme scheme) {
        assertThat(oursAndHeaders(scheme))
                .filteredOn(entry -> !entry.description().endsWith("."))
                .extracting(Entry::name)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyDurationNamesItsUnitAndItsDefault(Scheme scheme) {
        assertThat(ours(scheme)).filteredOn(Entry::isDuration).isNotEmpty().allSatisfy(option -> assertThat(
                        option.description())
                .as(option.name())
                .containsPattern("(?i)\\b(ms|milliseconds?|seconds?|minutes?|hours?)\\b")
                .containsIgnoringCase("default"));
    }

    @ParameterizedTest
    @EnumSource
    void everySizeNamesItsUnitAndItsDefault(Scheme scheme) {
        assertThat(ours(scheme)).filteredOn(Entry::isSize).isNotEmpty().allSatisfy(option -> assertThat(
                        option.description())
                .as(option.name())
                .containsPattern("\\b([Bb]ytes?|[KMG]iB)\\b")
                .containsIgnoringCase("default"));
    }

    @ParameterizedTest
    @EnumSource
    void everySizeInAHeaderNamesItsUnit(Scheme scheme) {
        List<Entry> sizes = ComponentJson.of(scheme).headers().stream()
                .filter(header -> header.isSize() && !header.name().endsWith("InBytes"))
                .toList();
        assertThat(sizes.isEmpty()).as("only glacier-job has sizes in headers").isEqualTo(scheme != Scheme.JOB);
        assertThat(sizes).allSatisfy(header -> assertThat(header.description())
                .as(header.name())
                .containsPattern("\\b([Bb]ytes?|[KMG]iB)\\b"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/io/github/glacierjob/promised-options.csv", numLinesToSkip = 1)
    void anOptionOfAJobHasThePromisedNameAndDefault(String name, String side, String defaultValue) {
        assertPromised(Scheme.JOB, name, side, defaultValue);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/io/github/glacierjob/promised-egress-options.csv", numLinesToSkip = 1)
    void anOptionOfAWholeVaultHasThePromisedNameAndDefault(String name, String side, String defaultValue) {
        assertPromised(Scheme.EGRESS, name, side, defaultValue);
    }

    private static void assertPromised(Scheme scheme, String name, String side, String defaultValue) {
        Entry option = option(ComponentJson.of(scheme).endpointOptions(), name);
        if (!side.equals(ANY)) {
            assertThat(sideOf(option)).as("side of %s", name).isEqualTo(side);
        }
        if (!ANY.equals(defaultValue)) {
            assertThat(option.defaultValue()).as("default of %s", name).isEqualTo(orEmpty(defaultValue));
        }
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = {
                "/io/github/glacierjob/promised-options.csv",
                "/io/github/glacierjob/promised-egress-options.csv"
            },
            numLinesToSkip = 1)
    void anOptionOfTheUriIsAnOptionOfTheComponentToo(String name) {
        for (Scheme scheme : Scheme.values()) {
            ComponentJson component = ComponentJson.of(scheme);
            boolean known = component.endpointOptions().stream()
                    .anyMatch(option -> option.name().equals(name));
            if (known && !OF_ONE_ENDPOINT.contains(name)) {
                assertThat(component.componentOptions()).extracting(Entry::name).contains(name);
            }
        }
    }

    @Test
    void theHeadersHaveThePromisedNames() {
        assertThat(ComponentJson.of(Scheme.JOB).headers())
                .extracting(Entry::name)
                .containsAll(promisedHeaders());
        assertThat(ComponentJson.of(Scheme.EGRESS).headers())
                .extracting(Entry::name)
                .contains(
                        "CamelGlacierEgressOperation",
                        "CamelGlacierEgressArchive",
                        "CamelGlacierEgressName",
                        "CamelGlacierEgressSummary");
    }

    @ParameterizedTest
    @EnumSource
    void everyHeaderHasThePrefixThatTransportsFilter(Scheme scheme) {
        assertThat(ComponentJson.of(scheme).headers())
                .isNotEmpty()
                .extracting(Entry::name)
                .filteredOn(name -> !CAMELS_HEADERS.contains(name))
                .allSatisfy(name -> assertThat(name).startsWith(scheme.headerPrefix()));
    }

    @ParameterizedTest
    @CsvSource({
        "JOB, accessKey", "JOB, secretKey", "JOB, sessionToken", "JOB, proxyPassword",
        "EGRESS, accessKey", "EGRESS, secretKey", "EGRESS, sessionToken", "EGRESS, proxyPassword"
    })
    void aSecretIsMarkedAsSecret(Scheme scheme, String name) {
        ComponentJson component = ComponentJson.of(scheme);
        assertThat(option(component.endpointOptions(), name).isSecret()).isTrue();
        assertThat(option(component.componentOptions(), name).isSecret()).isTrue();
    }

    private static Stream<Entry> ours(Scheme scheme) {
        ComponentJson component = ComponentJson.of(scheme);
        return Stream.of(component.endpointOptions(), component.componentOptions())
                .flatMap(Collection::stream)
                .filter(option -> !CAMELS_OPTIONS.contains(option.name()))
                .filter(option ->
                        option.name().equals("delay") || !option.labels().contains("scheduler"));
    }

    private static Stream<Entry> oursAndHeaders(Scheme scheme) {
        return Stream.concat(ours(scheme), ComponentJson.of(scheme).headers().stream());
    }

    private static Entry option(List<Entry> options, String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no option " + name));
    }

    private static String sideOf(Entry option) {
        return Stream.of("producer", "consumer")
                .filter(option.labels()::contains)
                .findFirst()
                .orElse("both");
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static List<String> promisedHeaders() {
        String features = """
                Id AccountId VaultName ArchiveId
                Operation Type Description SnsTopic RetrievalByteRange Tier Format InventoryStartDate InventoryEndDate
                InventoryLimit InventoryMarker SelectParameters OutputLocation Range FilterStatusCode FilterCompleted
                Limit Marker
                Details Location OutputPath Action Completed StatusCode StatusMessage CreationDate CompletionDate
                ArchiveSizeInBytes InventorySizeInBytes Sha256TreeHash ArchiveSha256TreeHash VaultArn NextMarker Reused
                Checksum HttpStatus ContentRange AcceptRanges ArchiveDescription OutputSizeInBytes ExpiresAt Proof
                ChunkIndex ChunkCount ChunkStart ChunkEnd ChunkSize ChunkLast ChunkTreeHash
                """;
        return Arrays.stream(features.trim().split("\\s+"))
                .map(feature -> "CamelGlacierJob" + feature)
                .toList();
    }

    /** Camel's generator drops these characters: "end + 1" would become "end 1". */
    @Test
    void noDescriptionHasCharactersThatTheCatalogDrops() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/github/glacierjob"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher option = OPTION_TEXT.matcher(Files.readString(source));
                while (option.find()) {
                    String text = option.group(1).replaceAll("\\R\\s*\\*", " ");
                    assertThat(text).as(source.toString()).doesNotContainPattern("[+>|*]");
                }
            }
        }
    }
}
