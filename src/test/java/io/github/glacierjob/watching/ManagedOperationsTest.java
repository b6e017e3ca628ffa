package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests the operations of JMX: pause, resume, try a failed archive or a parked job again, and release the claim of a
 * dead node.
 */
@Timeout(180)
class ManagedOperationsTest {

    private static Object call(Onlooker onlooker, String route, String operation, String... values) throws Exception {
        MBeanServer server = onlooker.server();
        ObjectName consumer = onlooker.consumer(route);
        String[] types = values.length == 0 ? new String[0] : new String[] {String.class.getName()};
        return server.invoke(consumer, operation, values, types);
    }

    private static List<String> attributes(Onlooker onlooker, ObjectName bean) throws Exception {
        return Stream.of(onlooker.server().getMBeanInfo(bean).getAttributes())
                .peek(attribute -> assertThat(attribute.getDescription())
                        .as(attribute.getName())
                        .isNotBlank())
                .map(MBeanAttributeInfo::getName)
                .toList();
    }

    @Test
    void bothSchemesShowTheSameFigures() throws Exception {
        try (ReadyVault vault = new ReadyVault(Database.Kind.H2);
                Onlooker onlooker = new Onlooker(vault.glacier.context)) {
            vault.route(vault.onTheClock(""), exchange -> {});
            vault.glacier.route(vault.glacier.consumerUri(""), exchange -> {});

            for (String scheme : List.of("glacier-egress", "glacier-job")) {
                assertThat(attributes(onlooker, onlooker.endpoint(scheme + "://photos")))
                        .contains("ReceivedBytes", "RefetchedBytes", "Throttles", "Requests", "Retries", "Figures");
            }
            for (String route : List.of("egress", "jobs")) {
                assertThat(attributes(onlooker, onlooker.consumer(route)))
                        .contains("LateOutputs", "DoneMessages", "DoneBytes", "BytesPerSecond", "Alarms");
            }
        }
    }

    @Test
    void aParkedJobIsTriedAgainAndAConsumerPausesAndResumes() throws Exception {
        try (Glacier glacier = new Glacier();
                Onlooker onlooker = new Onlooker(glacier.context)) {
            String archive = glacier.simulator.addArchive("photos", Content.seeded(1, MIB), "");
            String job = glacier.simulator.addArchiveJob("photos", archive);
            AtomicBoolean failing = new AtomicBoolean(true);
            List<String> done = new CopyOnWriteArrayList<>();
            glacier.route(glacier.consumerUri("maxJobFailures=1"), exchange -> {
                if (failing.get()) {
                    throw new java.io.IOException("not now");
                }
                done.add("one");
            });
            ObjectName consumer = onlooker.consumer("jobs");
            await().atMost(SOON).until(() -> onlooker.server()
                    .getAttribute(consumer, "ParkedJobs")
                    .equals(1));
            failing.set(false);

            call(onlooker, "jobs", "pause");
            assertThat(onlooker.server().getAttribute(consumer, "State")).isEqualTo(ServiceStatus.Suspended.name());
            assertThat(call(onlooker, "jobs", "retry", "job-of-nobody")).isEqualTo(false);
            assertThat(call(onlooker, "jobs", "retry", job)).isEqualTo(true);
            call(onlooker, "jobs", "resume");

            await().atMost(SOON).until(() -> done.equals(List.of("one")));
            assertThat(onlooker.server().getAttribute(consumer, "ParkedJobs")).isEqualTo(0);
        }
    }

    @Test
    void theClaimOfADeadNodeIsReleased() throws Exception {
        try (Glacier glacier = new Glacier();
                Onlooker onlooker = new Onlooker(glacier.context)) {
            String archive = glacier.simulator.addArchive("photos", Content.seeded(1, MIB), "");
            String job = glacier.simulator.addArchiveJob("photos", archive);
            MemoryIdempotentRepository claims = new MemoryIdempotentRepository();
            claims.start();
            claims.add(glacier.simulator.vaultArn("photos") + "/jobs/" + job);
            glacier.context.getRegistry().bind("claims", claims);
            List<String> done = new CopyOnWriteArrayList<>();
            glacier.route(glacier.consumerUri("inProgressRepository=#claims"), exchange -> done.add("one"));
            await().atMost(SOON)
                    .until(() -> (long) onlooker.server().getAttribute(onlooker.consumer("jobs"), "ListRequests") > 2);
            assertThat(done).isEmpty();

            assertThat(call(onlooker, "jobs", "forgetClaim", job)).isEqualTo(true);

            await().atMost(SOON).until(() -> done.equals(List.of("one")));
        }
    }

    @Test
    void aFailedArchiveIsTriedAgainAndAClaimIsReleased() throws Exception {
        try (ReadyVault vault = new ReadyVault(Database.Kind.H2);
                Onlooker onlooker = new Onlooker(vault.glacier.context)) {
            String failed = vault.ready(1, 1000);
            String claimed = vault.ready(2, 1000);
            vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'FAILED' WHERE ARCHIVE_ID = ?", failed);
            vault.update(
                    "UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = 'gone', BEAT_AT = TIMESTAMP WITH TIME ZONE"
                            + " '9999-01-01 00:00:00+00' WHERE ARCHIVE_ID = ?",
                    claimed);
            vault.route(vault.uri(""), exchange -> {});
            await().atMost(SOON).until(() -> onlooker.json("egress").get("ledger") != null);

            assertThat(call(onlooker, "egress", "retry", failed)).isEqualTo("{ready=1, listed=0}");
            assertThat(call(onlooker, "egress", "forgetClaim", claimed)).isEqualTo(true);

            vault.awaitState("DELIVERED", failed, claimed);
            assertThat(call(onlooker, "egress", "forgetClaim", claimed)).isEqualTo(false);
            call(onlooker, "egress", "pause");
            assertThat(onlooker.server().getAttribute(onlooker.consumer("egress"), "State"))
                    .isEqualTo(ServiceStatus.Suspended.name());
        }
    }
}
