package io.github.glacierjob.egress.whole;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.simulator.bill.Bill;
import io.github.glacierjob.simulator.bill.Rates;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the costs that the component reports, before and after a run, with the bill of the simulated service, which
 * is calculated independently. Prices are high, so that each byte of a small archive costs a part of a cent.
 */
class CostTest {

    private static final List<String> TIERS = List.of("Bulk", "Standard", "Expedited");
    private static final int VAULTS = 5;
    private static final int ARCHIVES = 3;

    private static final Rates RATES = Rates.none()
            .tier("Bulk", "1731.77", "33.33")
            .tier("Standard", "4019.93", "77.7")
            .tier("Expedited", "9001.01", "10000.1")
            .restagingOf("Bulk", "17.31", "3.3")
            .transferOut("911.13");

    private static final String PRICES = """
            region,item,tier,price,currency,unit,date,source
            us-east-1,retrieval,Bulk,1731.77,USD,GB,2026-01-01,made up
            us-east-1,request,Bulk,33.33,USD,1000 requests,2026-01-01,made up
            us-east-1,retrieval,Standard,4019.93,USD,GB,2026-01-01,made up
            us-east-1,request,Standard,0.0777,USD,request,2026-01-01,made up
            us-east-1,retrieval,Expedited,9001.01,USD,GB,2026-01-01,made up
            us-east-1,request,Expedited,10000.1,USD,1000 requests,2026-01-01,made up
            us-east-1,restagedRetrieval,Bulk,17.31,USD,GB,2026-01-01,made up
            us-east-1,restagedRequest,Bulk,3.3,USD,1000 requests,2026-01-01,made up
            us-east-1,transferOut,,911.13,USD,GB,2026-01-01,made up
            """;

    @TempDir
    private Path directory;

    private WholeVault vault;
    private final Destination destination = new Destination();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        open(GlacierSimulator.builder().rates(RATES));
    }

    private void open(SimulatorBuilder builder) throws Exception {
        vault = new WholeVault(directory, builder);
        Files.writeString(directory.resolve("prices.csv"), PRICES);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        vault.close();
    }

    private String prices() {
        return "prices=file:" + directory.resolve("prices.csv");
    }

    private GlacierEgressEndpoint endpoint(String name, String options) {
        GlacierEgressEndpoint endpoint = vault.glacier.context.getEndpoint(
                "glacier-egress:" + name + "?" + prices() + "&" + options, GlacierEgressEndpoint.class);
        vault.glacier.context.start();
        return endpoint;
    }

    /** A preview of an inventory that is given as a document. */
    private GlacierEgressPreview preview(String name, String tier) throws Exception {
        String job = vault.simulator.addInventoryJob(name, "CSV");
        Path file = directory.resolve(name + ".csv");
        Files.write(file, bytes(job));
        GlacierEgressEndpoint endpoint = endpoint(name, "operation=preview&inventory=file:" + file + "&tier=" + tier);
        return endpoint.readPreview();
    }

    private byte[] bytes(String job) {
        var content = vault.simulator.job(job).content();
        return content.expected(0, content.size());
    }

    private GlacierEgressStatus status(String name, String tier) {
        return endpoint(name, "dataSource=#db&operation=status&tier=" + tier).readStatus();
    }

    private static BigDecimal cents(Optional<BigDecimal> money) {
        return Bill.cents(money.orElseThrow());
    }

    private static Map<?, ?> cost(GlacierEgressStatus status, String part) {
        return (Map<?, ?>) ((Map<?, ?>) status.toMap().get("cost")).get(part);
    }

    private List<String> generatedVaults() {
        List<String> names = new ArrayList<>();
        for (int seed = 0; seed < VAULTS; seed++) {
            for (String tier : TIERS) {
                Random random = new Random(seed);
                String name = "vault-" + seed + "-" + tier;
                names.add(name);
                vault.simulator.createVault(name);
                for (int i = 0; i < ARCHIVES + seed; i++) {
                    vault.archive(name, 1 + random.nextInt(i == 0 ? 2 * MIB : 300_000));
                }
            }
        }
        return names;
    }

    private static String tier(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    @Test
    void thePreviewsOfFiveVaultsInThreeTiersEqualTheBillsToTheCent() throws Exception {
        vault.close();
        // Long enough for any number of steps of the clock.
        open(GlacierSimulator.builder().rates(RATES).outputLifetime(Duration.ofDays(1000)));
        List<String> names = generatedVaults();
        List<GlacierEgressPreview> previews = new ArrayList<>();
        for (String name : names) {
            previews.add(preview(name, tier(name)));
        }
        start(names);
        long all =
                previews.stream().mapToLong(GlacierEgressPreview::getArchives).sum();
        deliver(all);

        for (int i = 0; i < names.size(); i++) {
            agrees(names.get(i), previews.get(i));
        }
    }

    private void start(List<String> names) throws Exception {
        vault.glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : names) {
                    from("glacier-egress:" + name
                                    + "?dataSource=#db&initialDelay=0&delay=300&maxExtensions=0&parallelism=2"
                                    + "&concurrentJobs=2&tier=" + tier(name))
                            .process(destination);
                }
            }
        });
    }

    private void deliver(long all) {
        vault.await(() -> vault.count("STATE = 'ORDERED'") == all);
        vault.clock.advance(WholeVault.BULK);
        vault.await(() -> {
            if (vault.count("STATE = 'ORDERED'") > 0) {
                vault.clock.advance(Duration.ofHours(1));
            }
            return vault.count("STATE = 'DELIVERED'") == all;
        });
    }

    private void agrees(String name, GlacierEgressPreview preview) {
        Bill bill = vault.simulator.bill(name);
        assertThat(bill.lines()).containsOnlyKeys(tier(name));
        assertThat(bill.total()).as(name).isGreaterThan(BigDecimal.ONE);
        assertThat(preview.getRetrievalCost().orElseThrow()).as(name).isEqualByComparingTo(bill.retrieval());
        assertThat(preview.getRequestsCost().orElseThrow()).as(name).isEqualByComparingTo(bill.requests());
        assertThat(preview.getTransferOutCost().orElseThrow()).as(name).isEqualByComparingTo(bill.transferOut());
        assertThat(cents(preview.getTotalCost())).as(name).isEqualTo(Bill.cents(bill.total()));
        GlacierEgressStatus status = status(name, tier(name));
        assertThat(cents(status.getPlannedCost())).as(name).isEqualTo(Bill.cents(bill.total()));
        assertThat(cents(status.getSpentCost())).as(name).isEqualTo(Bill.cents(bill.total()));
        assertThat(status.getCostToCome().orElseThrow()).as(name).isZero();
    }

    @Test
    void theStatusOfARunShowsTheSpentAndTheRemainingCost() throws Exception {
        vault.archives(4, 200_000);

        vault.start(prices() + "&jobsInFlight=1", destination);
        vault.await(vault.are(1, "ORDERED"));

        GlacierEgressStatus status = status("photos", "Bulk");
        Bill bill = vault.simulator.bill("photos");
        assertThat(bill.line("Bulk").requests()).isEqualTo(1);
        assertThat(status.getSpentCost().orElseThrow()).isEqualByComparingTo(bill.total());
        assertThat(status.getSpentCost()
                        .orElseThrow()
                        .add(status.getCostToCome().orElseThrow()))
                .isEqualByComparingTo(status.getPlannedCost().orElseThrow());
        assertThat(status.toString()).contains("USD: planned 2.10, spent 0.36, to come 1.75");
    }

    @Test
    void withFaultsTheRepeatedWorkIsListedSeparatelyAndTheRestEqualsThePreview() throws Exception {
        vault.archives(3, 2 * MIB + 12345);
        GlacierEgressPreview preview = preview("photos", "Bulk");
        long half = MIB;
        destination.gate = (archive, bytes) -> {
            if (bytes == half) {
                assertThat(goOn.await(120, TimeUnit.SECONDS)).isTrue();
            }
        };
        vault.simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB).times(2));
        vault.simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).times(1));

        vault.start(
                "concurrentJobs=3&chunkSize=1048576&parallelism=1&maxConnections=12&outputMode=chunks", destination);
        vault.pass(Duration.ofMinutes(2), vault.are(3, "ORDERED"));
        vault.simulator.inject(
                Fault.wrongChecksum().on(Operation.GET_JOB_OUTPUT).times(2));
        vault.simulator.inject(
                Fault.corruptBody(777).on(Operation.GET_JOB_OUTPUT).times(2));
        vault.clock.advance(WholeVault.BULK);
        vault.pass(
                Duration.ofMinutes(1), () -> vault.archives.stream().allMatch(one -> destination.bytes(one) == half));
        // Small steps while extensions are due: on a busy machine their orders take some polls, and the outputs must
        // not expire before.
        vault.clock.advance(Duration.ofHours(16));
        vault.pass(Duration.ofMinutes(10), () -> vault.count("NEXT_JOB_ID IS NOT NULL") == 3);
        goOn.countDown();
        vault.await(vault.are(3, "DELIVERED"));
        whatWasDoneAgainIsListedApart(preview);
    }

    private void whatWasDoneAgainIsListedApart(GlacierEgressPreview preview) {
        Bill bill = vault.simulator.bill("photos");
        assertThat(bill.line("Bulk").restagedRequests()).isEqualTo(3);
        assertThat(bill.line("Bulk").sentAgain()).isEqualTo(4 * MIB);
        restIsAsPlanned(bill, preview);
        GlacierEgressStatus status = status("photos", "Bulk");
        assertThat(status.getSpentCost().orElseThrow()).isEqualByComparingTo(bill.total());
        assertThat(cost(status, "spentFor"))
                .hasToString("{retrieval=%s, requests=%s, transferOut=%s, extensions=%s, refetched=%s}"
                        .formatted(
                                Bill.cents(bill.retrieval()),
                                Bill.cents(bill.requests()),
                                Bill.cents(bill.transferOut()),
                                Bill.cents(bill.restaging()),
                                Bill.cents(bill.transferredAgain())));
        assertThat(status.toString())
                .contains("Of what was spent: 0.11 for 3 extensions, 3.56 for 4,194,304 bytes that were fetched again");
    }

    private static void restIsAsPlanned(Bill bill, GlacierEgressPreview preview) {
        assertThat(preview.getRetrievalCost().orElseThrow()).isEqualByComparingTo(bill.retrieval());
        assertThat(preview.getRequestsCost().orElseThrow()).isEqualByComparingTo(bill.requests());
        assertThat(preview.getTransferOutCost().orElseThrow()).isEqualByComparingTo(bill.transferOut());
    }
}
