package io.github.glacierjob.simulator.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.simulator.bill.Bill.Line;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.JobParameters;

class BillTest extends AbstractSimulatorTest {
    private static final int SIZE = 3 * MIB;

    private String archiveId;

    @Override
    @BeforeEach
    protected void startSimulator() {
        restart(GlacierSimulator.builder()
                .archiveJobDuration(Tier.BULK, Duration.ofHours(5))
                .rates(Rates.none()
                        .tier("Bulk", "1024", "250")
                        .tier("Standard", "2048", "500")
                        .restagingOf("Bulk", "10", "1000")
                        .transferOut("512")));
        archiveId = simulator.addArchive(VAULT, Content.seeded(3, SIZE), null);
    }

    private String order(String tier) {
        return client.initiateJob(job -> job.vaultName(VAULT)
                        .jobParameters(JobParameters.builder()
                                .type("archive-retrieval")
                                .archiveId(archiveId)
                                .tier(tier)
                                .build()))
                .jobId();
    }

    private Bill bill() {
        return simulator.bill(VAULT);
    }

    @Test
    void withoutRequestsNothingIsBilled() {
        assertThat(bill().lines()).isEmpty();
        assertThat(bill().total()).isZero();
    }

    @Test
    void aRetrievalIsBilledByRequestBytesAndTier() {
        order("Bulk");
        order(null);
        assertThat(bill().line("Bulk")).isEqualTo(new Line(1, SIZE, 0, 0, 0, 0));
        assertThat(bill().line("Standard")).isEqualTo(new Line(1, SIZE, 0, 0, 0, 0));
        assertThat(bill().retrieval()).isEqualByComparingTo("9");
        assertThat(bill().requests()).isEqualByComparingTo("0.75");
        assertThat(bill().total()).isEqualByComparingTo("9.75");
    }

    @Test
    void aRefusedOrLostRequestCostsNothingAndALostAnswerIsBilled() {
        simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB).times(1));
        assertThatThrownBy(() -> order("Bulk")).isInstanceOf(SdkException.class);
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB).times(1));
        assertThatThrownBy(() -> order("Bulk")).isInstanceOf(SdkException.class);
        assertThat(bill().total()).isZero();
        simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
        assertThatThrownBy(() -> order("Bulk")).isInstanceOf(SdkException.class);
        assertThat(bill().requests()).isEqualByComparingTo("0.25");
    }

    @Test
    void aSecondRetrievalIsRestagedOnlyWhileTheOutputExists() {
        order("Bulk");
        order("Bulk");
        assertThat(bill().line("Bulk").restagedRequests()).isZero();
        simulator.clock().advance(Duration.ofHours(6));
        order("Bulk");
        assertThat(bill().line("Bulk")).isEqualTo(new Line(2, 2 * SIZE, 1, SIZE, 0, 0));
        assertThat(bill().restaging()).isEqualByComparingTo(new BigDecimal("1.029296875"));
        simulator.clock().advance(Duration.ofHours(48));
        order("Bulk");
        assertThat(bill().line("Bulk").requests()).isEqualTo(3);
    }

    @Test
    void aRetrievalAfterAnExpiryOrAFailureIsNotRestaged() {
        simulator.expireJob(order("Standard"));
        simulator.failJob(order("Standard"), "Failed");
        order("Standard");
        assertThat(bill().line("Standard")).isEqualTo(new Line(3, 3 * SIZE, 0, 0, 0, 0));
    }

    @Test
    void bytesThatAreSentTwiceAreListedSeparately() {
        String jobId = order("Standard");
        download(jobId, null);
        assertThat(bill().line("Standard")).isEqualTo(new Line(1, SIZE, 0, 0, SIZE, 0));
        download(jobId, "bytes=0-1048575");
        assertThat(bill().line("Standard")).isEqualTo(new Line(1, SIZE, 0, 0, SIZE + MIB, MIB));
        assertThat(bill().transferOut()).isEqualByComparingTo("1.5");
        assertThat(bill().transferredAgain()).isEqualByComparingTo("0.5");
    }

    @Test
    void anIncompleteBodyIsBilledByTheBytesSent() {
        String jobId = order("Standard");
        simulator.inject(Fault.earlyEnd(1000).times(1));
        assertThatThrownBy(() -> download(jobId, null)).isInstanceOf(SdkException.class);
        assertThat(bill().line("Standard").sent()).isEqualTo(1000);
    }

    @Test
    void inventoriesAreCountedAndEachVaultHasItsOwnBill() {
        client.initiateJob(
                job -> job.vaultName(VAULT).jobParameters(parameters -> parameters.type("inventory-retrieval")));
        assertThat(bill().inventoryRequests()).isEqualTo(1);
        assertThat(bill().total()).isZero();
        simulator.addArchiveJob("music", simulator.addArchive("music", Content.seeded(4, 10), null));
        assertThat(bill().lines()).isEmpty();
        assertThat(simulator.bill("music").line("Standard").bytes()).isEqualTo(10);
    }
}
