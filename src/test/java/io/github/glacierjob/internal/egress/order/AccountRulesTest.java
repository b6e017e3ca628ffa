package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.budget.OrderGate;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.Tier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.DataRetrievalRule;

/** Tests the data retrieval policy and the provisioned capacity of the account. */
class AccountRulesTest {

    private OrderedVault vault;

    @BeforeEach
    void begin() throws Exception {
        vault = new OrderedVault(GlacierSimulator.builder()
                .freeTierBytesPerDay(3_400)
                .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4))
                .archiveJobDuration(Tier.BULK, Duration.ofHours(8)));
    }

    @AfterEach
    void end() throws Exception {
        vault.close();
    }

    private GlacierClient client() {
        return GlacierClient.builder()
                .endpointOverride(URI.create(vault.glacier.simulator.endpoint().toString()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .build();
    }

    private void policy(DataRetrievalRule rule) {
        try (GlacierClient client = client()) {
            client.setDataRetrievalPolicy(r -> r.accountId("-").policy(p -> p.rules(rule)));
        }
    }

    private void bytesPerHour(long bytes) {
        policy(DataRetrievalRule.builder()
                .strategy("BytesPerHour")
                .bytesPerHour(bytes)
                .build());
    }

    private long refused() {
        return vault.glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .filter(request -> request.status() == 400)
                .count();
    }

    private long ordered() {
        return vault.glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .map(RecordedRequest::status)
                .filter(status -> status == 202)
                .count();
    }

    private void pollUntilAllAreOrdered(OrderedVault.Node node, int archives, Duration step, int most) {
        for (int i = 0; i < most && ordered() < archives; i++) {
            node.poll();
            node.sql().update("UPDATE {ARCHIVE} SET STATE = 'DELIVERED' WHERE STATE IN ('ORDERED', 'READY')");
            vault.clock.advance(step);
        }
        assertThat(ordered()).isEqualTo(archives);
        assertThat(node.count("STATE = 'DELIVERED' AND ORDERS = 1 AND FAILURES = 0 AND CAUSE IS NULL"))
                .isEqualTo(archives);
    }

    @Test
    void aHundredStandardArchivesOfAFreeTierAreOrderedOverDaysAndNoneFails() {
        policy(DataRetrievalRule.builder().strategy("FreeTier").build());
        OrderedVault.Node node = vault.node("tier=Standard");
        node.list(100, 100);

        pollUntilAllAreOrdered(node, 100, Duration.ofMinutes(20), 3 * 72 + 1);

        assertThat(refused()).isLessThan(16 * 24 * 3);
    }

    @Test
    void ordersStayWithinTheHourlyLimitOfThePolicy() {
        bytesPerHour(1_000);
        OrderedVault.Node node = vault.node("tier=Standard");
        node.list(35, 100);

        pollUntilAllAreOrdered(node, 35, Duration.ofMinutes(20), 12);

        assertThat(refused()).isZero();
    }

    @Test
    void anArchiveOfUnknownSizeIsOrderedThoughThePolicyIsTighterThanTheLimitOfTheUser() {
        bytesPerHour(1_000);
        OrderedVault.Node node = vault.node("tier=Standard&bytesPerHour=2000");
        node.list(2, 100);
        node.sql().update("UPDATE {ARCHIVE} SET SIZE_BYTES = NULL");

        pollUntilAllAreOrdered(node, 2, Duration.ofMinutes(20), 12);

        assertThat(refused()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void anUnreadablePolicyIsNotAnErrorAndItsRefusalsDelayOrders(int status) {
        bytesPerHour(1_000);
        InjectedFault unreadable = vault.glacier.simulator.inject(Fault.answer(status, "AnyException", "no")
                .on(Operation.GET_DATA_RETRIEVAL_POLICY)
                .always());
        OrderedVault.Node node = vault.node("tier=Standard");
        node.list(35, 100);

        pollUntilAllAreOrdered(node, 35, Duration.ofMinutes(20), 16);

        assertThat(unreadable.happened()).isBetween(1L, 6L);
        assertThat(refused()).isLessThan(16 * 5);
    }

    @Test
    void anArchiveThatIsLargerThanThePolicyAllowsWaitsAndTheOthersFollow() {
        bytesPerHour(500);
        OrderedVault.Node node = vault.node("tier=Standard");
        String large = node.list(1, 501).get(0);
        List<String> others = node.list(2, 100);

        node.poll();

        assertThat(vault.requested()).containsExactlyInAnyOrderElementsOf(others);
        assertThat(node.state(large)).isEqualTo("LISTED");
        assertThat(node.text("CAUSE", large))
                .isEqualTo(
                        "larger than the account's data retrieval policy, BytesPerHour=500 allows; the archive waits:"
                                + " 501 bytes");
        bytesPerHour(1_000);
        vault.clock.advance(Duration.ofMinutes(61));
        node.poll();
        assertThat(node.state(large)).isEqualTo("ORDERED");
    }

    @Test
    void anArchiveThatAnUnknownPolicyAlwaysRefusesDoesNotDelayTheOthers() {
        bytesPerHour(500);
        vault.glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_DATA_RETRIEVAL_POLICY).always());
        OrderedVault.Node node = vault.node("tier=Standard&maxConnections=2");
        String large = node.list(1, 501).get(0);
        List<String> others = node.list(2, 100);

        for (int i = 0; i < 4; i++) {
            node.poll();
            vault.clock.advance(Duration.ofMinutes(16));
        }

        assertThat(node.state(large)).isEqualTo("LISTED");
        assertThat(node.text("CAUSE", large))
                .startsWith("the account's data retrieval policy does not allow this order now");
        assertThat(others).allSatisfy(archive -> assertThat(node.state(archive)).isEqualTo("ORDERED"));
    }

    @Test
    void bulkOrdersNeedNoPolicy() {
        bytesPerHour(1);
        OrderedVault.Node node = vault.node("");
        node.list(3, 100);

        node.poll();

        assertThat(ordered()).isEqualTo(3);
        assertThat(vault.count(Operation.GET_DATA_RETRIEVAL_POLICY, Operation.LIST_PROVISIONED_CAPACITY))
                .isZero();
    }

    @Test
    void expeditedWaitsForTheCapacityThatTheAccountHasBought() {
        try (GlacierClient client = client()) {
            client.purchaseProvisionedCapacity(r -> r.accountId("-"));
            client.purchaseProvisionedCapacity(r -> r.accountId("-"));
        }
        OrderedVault.Node node = vault.node("tier=Expedited&maxConnections=2");
        node.list(1, 100);
        vault.glacier.simulator.inject(Fault.insufficientCapacity());

        node.poll();

        assertThat(node.ordering.heldBack().map(OrderGate.Held::cause))
                .hasValueSatisfying(cause -> assertThat(cause).startsWith("orders are held back for 50 s"));
        vault.clock.advance(Duration.ofMinutes(11));
        node.poll();
        assertThat(node.count("STATE = 'ORDERED'")).isEqualTo(1);
    }
}
