package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.options.OutputMode;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong options of a whole vault are refused when the endpoint is created, before a connection is opened. */
@Tag("core")
class EgressOptionsTest {

    private static final String KEYS = "accessKey=a&secretKey=s&region=eu-west-1&";
    private static final String NO_DATA_SOURCE =
            "dataSource: is not set; it must be a javax.sql.DataSource: the ledger of the archives is kept in its database";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private static JdbcDataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:options-" + name);
        return database;
    }

    private void assertRefused(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outputMode=ranges | outputMode: 'ranges' must be stream, file or chunks",
                "outputMode=archives | outputMode: 'archives' must be stream, file or chunks",
                "outputMode=none | outputMode: 'none' must be stream, file or chunks",
                "outputMode=file | workDirectory: is not set; it must be a directory",
                "tier=Standard,Bulk | tier: 'Standard,Bulk' must be Bulk, Standard or Expedited",
                "tier=bulk | tier: 'bulk' must be",
                "chunkSize=5000000 | chunkSize: '5000000' must be a power of two of MiB",
                "concurrentJobs=0 | concurrentJobs: '0' must be 1 to 256",
                "parallelism=257 | parallelism: '257' must be 1 to 256",
                "tablePrefix=A;B | tablePrefix: 'A;B' must be at most 40 letters, digits and underscores",
                "onBadArchive=emit | onBadArchive: 'emit' must be skip or error",
                "inventoryMaxAge=0 | inventoryMaxAge: '0' must be 1 ms or more",
                "firstLook=-1 | firstLook: '-1' must be 0 ms or more",
                "extendBefore=-1 | extendBefore: '-1' must be 0 to 86400000 ms (24 hours)",
                "extendBefore=86400001 | extendBefore: '86400001' must be 0 to 86400000 ms (24 hours)",
                "jobsInFlight=0 | jobsInFlight: '0' must be 1 or more",
                "maxExtensions=-1 | maxExtensions: '-1' must be 0 or more",
                "maxArchiveFailures=0 | maxArchiveFailures: '0' must be 1 or more",
                "tier=Slow | tier: 'Slow' must be",
                "tierFallback=Standard,Slow | tierFallback: 'Standard,Slow' must be distinct tiers of Expedited, Standard and Bulk",
                "accountId=123 | accountId: '123' must be 12 digits",
                "operation=delete | delete",
                "proxyHost=h | proxyPort: is not set; it must be set too",
                "sessionToken=t | sessionToken: (hidden) needs useSessionCredentials=true",
                "ordersPerSecond=-1 | ordersPerSecond: '-1' must be 0 (no limit), or a number of at least"
                        + " 0.000001, such as 0.5",
                "ordersPerSecond=fast | ordersPerSecond: 'fast' must be a number in digits such as 0.5, 10 or 99.90",
                "ordersPerSecond=NaN | ordersPerSecond: 'NaN' must be a number in digits",
                "ordersPerSecond=0.0000001 | ordersPerSecond: '0.0000001' must be 0 (no limit), or a number of"
                        + " at least 0.000001",
                "bytesPerHour=-1 | bytesPerHour: '-1' must be a number of bytes such as",
                "bytesPerHour=8388608T | bytesPerHour: '8388608T' must be less than 8 EiB",
                "bytesPerDay=99999999999999999999 | bytesPerDay: '99999999999999999999' must be a number of bytes such as",
                "bytesPerDay=1.5T | bytesPerDay: '1.5T' must be a number of bytes such as",
                "costPerDay=-0.01 | costPerDay: '-0.01' must be 0 (no limit), or an amount in the currency of the prices such as 10.50",
                "costPerDay=1e400 | costPerDay: '1e400' must be a number in digits such as 0.5, 10 or 99.90",
                "maxCost=-5 | maxCost: '-5' must be 0 (no limit), or an amount in the currency of the prices such as 250",
                "maxCost=5USD | maxCost: '5USD' must be a number in digits",
                "noSuchOption=1 | noSuchOption"
            })
    void aWrongOptionIsRefusedWithFieldValueAndRule(String options, String message) {
        assertRefused("glacier-egress:photos?" + KEYS + options, message);
    }

    @ParameterizedTest
    @CsvSource({"..", "a b", "arn:aws:glacier:eu-west-1:1:vaults/v", "arn:aws:s3:::bucket"})
    void anInvalidVaultIsRefused(String vault) {
        assertRefused("glacier-egress:" + vault + "?" + KEYS + "tier=Bulk", "vaultNameOrArn");
    }

    @Test
    void missingCredentialsAreRefused() {
        assertRefused(
                "glacier-egress:photos?region=eu-west-1", "accessKey/secretKey or glacierClient must be specified");
    }

    @Test
    void anEndpointWithoutADatabaseDoesNotStart() {
        context.start();
        assertRefused("glacier-egress:photos?" + KEYS + "tier=Bulk", NO_DATA_SOURCE);
    }

    @Test
    void theOnlyDatabaseOfTheRegistryIsUsed() {
        JdbcDataSource database = database("only");
        context.getRegistry().bind("any", database);
        assertThat(configuration().getDataSource()).isSameAs(database);
    }

    @Test
    void withTwoDatabasesTheOptionMustNameOne() {
        JdbcDataSource ledger = database("ledger");
        context.getRegistry().bind("customers", database("customers"));
        context.getRegistry().bind("ledger", ledger);
        context.start();
        assertRefused("glacier-egress:photos?" + KEYS + "tier=Bulk", NO_DATA_SOURCE);
        assertThat(context.getEndpoint(
                                "glacier-egress:photos?" + KEYS + "dataSource=#ledger", GlacierEgressEndpoint.class)
                        .getConfiguration()
                        .getDataSource())
                .isSameAs(ledger);
    }

    @Test
    void theDefaultsOfTheComponentHoldForAllItsEndpointsAndAUriWins() {
        GlacierEgressComponent component = context.getComponent("glacier-egress", GlacierEgressComponent.class);
        component.getConfiguration().setDataSource(database("default"));
        component.getConfiguration().setJobsInFlight(7);
        component.getConfiguration().setTier("Standard");

        GlacierEgressConfiguration own = context.getEndpoint(
                        "glacier-egress:photos?" + KEYS + "tier=Expedited&outputMode=chunks",
                        GlacierEgressEndpoint.class)
                .getConfiguration();

        assertThat(own.getDataSource()).isSameAs(component.getConfiguration().getDataSource());
        assertThat(own.getJobsInFlight()).isEqualTo(7);
        assertThat(own.getTier()).isEqualTo("Expedited");
        assertThat(own.getOutputMode()).isEqualTo(OutputMode.chunks);
        assertThat(component.getConfiguration().getTier()).isEqualTo("Standard");
    }

    @Test
    void limitsMayHaveUnitsAndFractions() {
        context.getRegistry().bind("any", database("limits"));
        GlacierEgressConfiguration own = context.getEndpoint(
                        "glacier-egress:photos?" + KEYS
                                + "ordersPerSecond=0.5&bytesPerHour=100G&bytesPerDay=1TiB&costPerDay=10.50&maxCost=250",
                        GlacierEgressEndpoint.class)
                .getConfiguration();

        assertThat(own.getOrdersPerSecond()).isEqualTo(0.5);
        assertThat(own.getBytesPerHour()).isEqualTo(100L << 30);
        assertThat(own.getBytesPerDay()).isEqualTo(1L << 40);
        assertThat(own.getCostPerDay()).isEqualTo(10.5);
        assertThat(own.getMaxCost()).isEqualTo(250);
    }

    @Test
    void limitsThatCodeSetsAreCheckedToo() {
        context.getRegistry().bind("any", database("program"));
        GlacierEgressComponent component = context.getComponent("glacier-egress", GlacierEgressComponent.class);
        component.getConfiguration().setBytesPerDay(-1);
        assertRefused(
                "glacier-egress:photos?" + KEYS + "tier=Bulk",
                "bytesPerDay: '-1' must be 0 (no limit), or a number of bytes such as 1T");
        component.getConfiguration().setBytesPerDay(0);
        component.getConfiguration().setMaxCost(Double.POSITIVE_INFINITY);
        assertRefused("glacier-egress:photos?" + KEYS + "tier=Bulk", "maxCost: 'Infinity' must be 0 (no limit)");
    }

    @Test
    void anArnSetsRegionAccountAndVault() {
        context.getRegistry().bind("any", database("arn"));
        GlacierEgressEndpoint endpoint = context.getEndpoint(
                "glacier-egress:arn:aws:glacier:eu-west-3:111122223333:vaults/photos?accessKey=a&secretKey=s",
                GlacierEgressEndpoint.class);
        assertThat(endpoint.getConfiguration().vault().name()).isEqualTo("photos");
        assertThat(endpoint.getConfiguration().vault().accountId()).isEqualTo("111122223333");
    }

    @Test
    void pollEnrichAndConsumerTemplateAreRefused() throws Exception {
        context.getRegistry().bind("any", database("enrich"));
        context.start();
        try (var template = context.createConsumerTemplate()) {
            assertThatThrownBy(() -> template.receive("glacier-egress:photos?" + KEYS + "tier=Bulk", 100))
                    .hasStackTraceContaining("pollEnrich and ConsumerTemplate are not supported");
        }
    }

    private GlacierEgressConfiguration configuration() {
        return context.getEndpoint("glacier-egress:photos?" + KEYS + "tier=Bulk", GlacierEgressEndpoint.class)
                .getConfiguration();
    }
}
