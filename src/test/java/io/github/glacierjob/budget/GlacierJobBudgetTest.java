package io.github.glacierjob.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a budget in a route, before the step that initiates jobs. */
class GlacierJobBudgetTest {

    private final Glacier glacier = new Glacier(GlacierSimulator.builder()
            .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4))
            .archiveJobDuration(Tier.BULK, Duration.ofHours(8)));
    private final GlacierJobBudget budget = new GlacierJobBudget();
    private String archive;

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @BeforeEach
    void begin() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 100), "a");
        budget.setClock(glacier.simulator.clock());
    }

    @AfterEach
    void end() {
        glacier.close();
    }

    private void route(GlacierJobBudget used) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").process(used).to(order());
                from("direct:ask").filter(used).to(order());
            }
        });
    }

    private String order() {
        return glacier.uri("operation=initiateJob&jobType=archive-retrieval&maxRetries=0");
    }

    private Exchange send(String to) {
        return glacier.request(to, exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.ARCHIVE_ID, archive);
            exchange.getMessage().setHeader(GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, 100);
        });
    }

    private long orders() {
        return glacier.simulator.requestCount(Operation.INITIATE_JOB);
    }

    @Test
    void anOrderOverTheBudgetIsRefusedWithTheTimeOfTheNextOrder() throws Exception {
        budget.setBytesPerHour("250");
        route(budget);
        assertThat(send("direct:order").getException()).isNull();
        glacier.simulator.clock().advance(Duration.ofMinutes(10));
        assertThat(send("direct:order").getException()).isNull();

        Exception refused = send("direct:order").getException();

        assertThat(refused)
                .isInstanceOf(BudgetUsedUpException.class)
                .hasMessageStartingWith("bytesPerHour=250 leaves no room for the next order until ");
        assertThat(((BudgetUsedUpException) refused).roomAt())
                .contains(glacier.simulator.clock().instant().plus(Duration.ofMinutes(50)));
        assertThat(orders()).isEqualTo(2);
        glacier.simulator.clock().advance(Duration.ofMinutes(50));
        assertThat(send("direct:order").getException()).isNull();
        assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
    }

    @Test
    void asAPredicateTheBudgetAcceptsOrdersWithinItsLimits() throws Exception {
        budget.setOrdersPerSecond(2);
        route(budget);

        for (int i = 0; i < 5; i++) {
            assertThat(send("direct:ask").getException()).isNull();
        }
        assertThat(orders()).isEqualTo(2);
        glacier.simulator.clock().advance(Duration.ofSeconds(1));
        send("direct:ask");

        assertThat(orders()).isEqualTo(3);
    }

    @Test
    void anOrderThatWasCertainlyNotExecutedDoesNotCount() throws Exception {
        budget.setBytesPerDay("100");
        route(budget);
        glacier.simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB));

        assertThat(send("direct:order").getException()).hasMessageContaining("Rate exceeded");
        assertThat(send("direct:order").getException()).isNull();
        assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
    }

    @Test
    void anOrderThatFailedOtherwiseStaysCounted() throws Exception {
        budget.setBytesPerDay("100");
        route(budget);
        glacier.simulator.inject(Fault.accessDenied().on(Operation.INITIATE_JOB));

        assertThat(send("direct:order").getException()).hasMessageContaining("not authorized");
        assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
    }

    @Test
    void aJobThatIsReusedCostsNothing() throws Exception {
        budget.setBytesPerDay("200");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").process(budget).to(order() + "&reuseExistingJob=true");
            }
        });

        for (int i = 0; i < 4; i++) {
            assertThat(send("direct:order").getException()).isNull();
        }
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void anArchiveThatIsLargerThanALimitIsAnErrorOfItsOwn() throws Exception {
        budget.setBytesPerHour("50");
        route(budget);
        InventoryArchive large = new InventoryArchive(archive, "", "2026-01-01T00:00:00Z", 100, "0".repeat(64));

        Exchange refused = glacier.request(
                "direct:order", exchange -> exchange.getMessage().setBody(large));

        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The archive is larger than bytesPerHour=50: 100 bytes; raise the limit, or remove it");
    }

    @Test
    void theTierOfTheOrderDecidesItsCost() throws Exception {
        budget.setMaxCost(0.00006);
        budget.setRegion("us-east-1");
        route(budget);

        assertThat(send("direct:order").getException()).isNull();
        assertThat(send("direct:order").getException()).hasMessage("maxCost=0.00006 leaves no room for the next order");
    }

    @Test
    void aPaidOrderStaysCountedWhenALaterStepCannotConnect() throws Exception {
        budget.setBytesPerDay("100");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .process(budget)
                        .to(order())
                        .removeHeaders("*")
                        .process(exchange -> {
                            throw new ConnectException("a later step");
                        });
            }
        });

        assertThat(send("direct:order").getException()).hasMessage("a later step");
        assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void anOrderThatMayExistStaysCountedWhenALaterStepCannotConnect() throws Exception {
        budget.setBytesPerDay("100");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .process(budget)
                        .doTry()
                        .to(order())
                        .doCatch(JobMayExistException.class)
                        .end()
                        .process(exchange -> {
                            throw new ConnectException("a later step");
                        });
            }
        });
        glacier.simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));

        assertThat(send("direct:order").getException()).hasMessage("a later step");
        assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
    }

    @Test
    void eachPartOfASplitMessageCountsSeparately() throws Exception {
        budget.setBytesPerDay("200");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .process(budget)
                        .to(order())
                        .split(constant(List.of("a", "b")))
                        .setHeader(GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, constant(100))
                        .filter(budget)
                        .to(order());
            }
        });

        assertThat(send("direct:order").getException()).isNull();

        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void eachOrderOfALoopCountsSeparately() throws Exception {
        budget.setBytesPerDay("200");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .loop(4)
                        .setHeader(GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, constant(100))
                        .filter(budget)
                        .to(order());
            }
        });

        assertThat(send("direct:order").getException()).isNull();

        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void aTierWithoutAPriceIsRefusedUnderALimitInMoney() throws Exception {
        budget.setMaxCost(1);
        budget.setRegion("us-east-1");
        budget.setTier("Bulk");
        budget.setPrices("classpath:io/github/glacierjob/prices-of-bulk.csv");
        route(budget);
        assertThat(send("direct:order").getException()).isNull();

        Exchange refused = glacier.request("direct:order", exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.ARCHIVE_ID, archive);
            exchange.getMessage().setHeader(GlacierJobConstants.TIER, "Standard");
        });

        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Header CamelGlacierJobTier 'Standard': maxCost: needs the prices of retrieval"
                        + " and request of tier Standard in region us-east-1");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void wrongPropertiesAreRefusedBeforeAnythingIsOrdered() throws Exception {
        assertThatThrownBy(() -> budget.setBytesPerHour("-1"))
                .hasMessage("bytesPerHour: '-1' must be a number of bytes such as 8388608, 8M, 8MB or 8MiB");
        budget.setCostPerDay(1);
        route(budget);
        assertThat(send("direct:order").getException())
                .hasMessageContaining("costPerDay: needs the prices")
                .hasMessageContaining("(not known)");
        assertThat(orders()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nodesAndRestartsShareABudgetInADatabase(Database.Kind kind) throws Exception {
        try (Database database = new Database(kind)) {
            route(inDatabase(database));
            assertThat(send("direct:order").getException()).isNull();
            assertThat(send("direct:order").getException()).isNull();
            glacier.restart();

            route(inDatabase(database));
            assertThat(send("direct:order").getException()).isInstanceOf(BudgetUsedUpException.class);
            glacier.simulator.clock().advance(Duration.ofHours(1));
            assertThat(send("direct:order").getException()).isNull();
        }
    }

    private GlacierJobBudget inDatabase(Database database) {
        GlacierJobBudget shared = new GlacierJobBudget();
        shared.setClock(glacier.simulator.clock());
        shared.setDataSource(database.source);
        shared.setBytesPerHour("250");
        return shared;
    }
}
