package io.github.glacierjob.renewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two accounts have vaults of the same name in one region, and their consumers share the repositories. */
class TwoAccountsTest extends AbstractExpiryTest {

    private final Glacier other =
            new Glacier(GlacierSimulator.builder().clock(clock).accountId("444455556666"));
    private final Consumption othersReports = new Consumption(other);

    @AfterEach
    void closeOther() {
        other.close();
    }

    private void startOther() throws Exception {
        other.context.getRegistry().bind("progress", progress);
        other.context.getRegistry().bind("consumed", consumed);
        other.context.getRegistry().bind("clock", clock);
        othersReports.start(
                "reinitiateExpired=true&clock=#clock&progressRepository=#progress" + "&idempotentRepository=#consumed");
        othersReports.awaitPolls();
    }

    private void beginHere() throws Exception {
        retrieve();
        failingChunk = 3;
        start("");
        reports.awaitReport();
        glacier.restart();
        reports.reports.clear();
        failingChunk = -1;
    }

    private void assertOtherDidNothing() {
        assertThat(other.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
        assertThat(other.simulator.requests(Operation.DESCRIBE_JOB)).isEmpty();
        assertThat(other.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
        assertThat(othersReports.reports).isEmpty();
    }

    @Test
    void anEmptyVaultOfTheSameNameTakesNothingOfTheOtherAccount() throws Exception {
        beginHere();
        startOther();
        clock.advance(Duration.ofHours(25));
        othersReports.awaitPolls();

        assertOtherDidNothing();
        start("");
        awaitPayment();
        clock.advance(RETRIEVAL);
        assertWholeOutputForOnePayment();
    }

    @Test
    void aVaultOfTheSameNameThatHasJobsTakesNothingOfTheOtherAccount() throws Exception {
        beginHere();
        clock.advance(Duration.ofHours(25));
        other.simulator.addArchiveJob("photos", other.simulator.addArchive("photos", Content.seeded(5, 10), ""));
        startOther();
        await().atMost(Glacier.SOON).until(() -> !othersReports.messages.isEmpty());
        othersReports.awaitPolls();

        assertThat(othersReports.messages).hasSize(1);
        assertThat(other.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
        assertThat(othersReports.reports).isEmpty();
    }

    @Test
    void theAccountsNumberAndAHyphenAreTheSameVault() throws Exception {
        beginHere();
        clock.advance(Duration.ofHours(25));
        start("&accountId=" + glacier.simulator.accountId());
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    /** The permission is missing, so the ARN is known only from the first listed job. */
    @Test
    void withoutPermissionToDescribeTheVaultARenewalWaitsForAListedJob() throws Exception {
        beginHere();
        clock.advance(Duration.ofHours(25));
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.DESCRIBE_VAULT).always());
        start("");
        reports.awaitPolls();
        assertThat(requests(Operation.INITIATE_JOB)).isZero();

        glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", Content.seeded(5, 10), ""));
        clock.advance(RETRIEVAL);
        awaitPayment();
    }
}
