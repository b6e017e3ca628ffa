package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.consuming.ChunkConsumerTest;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glacier.model.GlacierException;

class EveryFaultTest {

    private final Glacier glacier = new Glacier();
    private final List<Object> reports = new CopyOnWriteArrayList<>();
    private final List<Object> indexes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        glacier.close();
    }

    static Stream<String> faults() {
        return Arrays.stream(Fault.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsCoveredByATestOfTheComponent(String fault) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java/io/github/glacierjob"))) {
            List<Path> tests = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("simulator"))
                    .collect(Collectors.toList());
            assertThat(tests)
                    .anySatisfy(test -> assertThat(Files.readString(test)).contains("Fault." + fault + "("));
        }
    }

    private void initiateAndConsume() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 2L * MIB), "");
        glacier.context.getRegistry().bind("reports", new ChunkConsumerTest.Quiet(reports));
        glacier.route(
                glacier.consumerUri("chunkSize=1048576&exceptionHandler=#reports"),
                e -> indexes.add(e.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX)));
        glacier.request(glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive), e -> {});
    }

    @Test
    void aJobThatEndsAsFailedIsReported() throws Exception {
        glacier.simulator.inject(Fault.failedJob());

        initiateAndConsume();

        await().atMost(SOON).until(() -> !reports.isEmpty());
        assertThat(reports.get(0)).isInstanceOf(JobFailedException.class);
        assertThat(indexes).isEmpty();
    }

    @Test
    void anOutputWhoseHashIsNotThatOfItsJobIsNeverDeliveredCompletely() throws Exception {
        glacier.simulator.inject(Fault.wrongTreeHash());

        initiateAndConsume();

        await().atMost(SOON).until(() -> !reports.isEmpty());
        assertThat(reports.get(0)).isInstanceOf(TreeHashMismatchException.class);
        assertThat(indexes).containsExactly(0);
    }

    @Test
    void credentialsThatExpiredAreNotTriedAgain() {
        glacier.simulator.inject(Fault.expiredToken().on(Operation.LIST_JOBS).always());

        Exchange answer = glacier.request(glacier.uri("operation=listJobs"), e -> {});

        assertThat(answer.getException()).isInstanceOf(GlacierException.class).hasMessageContaining("expired");
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
    }
}
