package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.repository.FileJobRepository;
import io.github.glacierjob.repository.FileProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the state that a consumer keeps with the option stateDirectory, and the warning without it. */
@Tag("core")
class StateDirectoryTest {

    private static final String MEMORY = "remembers only in memory which jobs it has consumed";

    private final Glacier glacier = new Glacier();

    @TempDir
    private Path directory;

    private String options;

    @BeforeEach
    void options() {
        options = "chunkSize=1048576&" + Glacier.ONE_AT_A_TIME + "&stateDirectory=" + state();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Path state() {
        return directory.resolve("made/state");
    }

    private String job(int mebibytes) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(mebibytes, (long) mebibytes * MIB), "");
        return glacier.simulator.addArchiveJob("photos", archive);
    }

    private int requests() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).size();
    }

    @Test
    void aConsumedOutputIsNotFetchedAgainAfterARestart() throws Exception {
        job(2);
        List<Message> chunks = glacier.consume(options);
        await().atMost(SOON).until(() -> chunks.size() == 2);
        glacier.restart();
        String other = job(1);

        List<Message> more = glacier.consume(options);

        await().atMost(SOON).until(() -> more.size() == 1);
        assertThat(more.get(0).getHeader("CamelGlacierJobId")).isEqualTo(other);
        assertThat(requests()).isEqualTo(3);
        assertThat(state()).isDirectoryContaining("glob:**/progress").isDirectoryContaining("glob:**/consumed");
    }

    @Test
    void aPartlyConsumedOutputContinuesAtTheNextChunkAfterARestart() throws Exception {
        job(3);
        List<Object> indexes = new CopyOnWriteArrayList<>();
        glacier.route(glacier.consumerUri(options), exchange -> {
            Object index = exchange.getMessage().getHeader("CamelGlacierJobChunkIndex");
            if (index.equals(2) && indexes.size() < 3) {
                indexes.add("failed");
                throw new IllegalStateException("the sink is down");
            }
            indexes.add(index);
        });
        await().atMost(SOON).until(() -> indexes.contains("failed"));
        glacier.restart();

        List<Message> rest = glacier.consume(options);

        await().atMost(SOON).until(() -> indexes.contains(2) || rest.size() == 1);
        assertThat(indexes).startsWith(0, 1, "failed");
        assertThat(rest)
                .extracting(chunk -> chunk.getHeader("CamelGlacierJobChunkIndex"))
                .doesNotContain(0, 1);
    }

    @Test
    void allRoutesOfAnApplicationShareTheDirectoryOfTheComponent() throws Exception {
        glacier.simulator.createVault("films");
        job(1);
        String film = glacier.simulator.addArchive("films", Content.seeded(2, MIB), "");
        glacier.simulator.addArchiveJob("films", film);
        List<String> vaults = new CopyOnWriteArrayList<>();

        for (int start = 1; start <= 2; start++) {
            GlacierJobComponent component = glacier.context.getComponent("glacier-job", GlacierJobComponent.class);
            component.getConfiguration().setStateDirectory(state().toString());
            glacier.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from(glacier.consumerUri("")).process(exchange -> vaults.add("photos"));
                    from(glacier.uri("films", "initialDelay=0&delay=50")).process(exchange -> vaults.add("films"));
                }
            });
            await().atMost(SOON).until(() -> vaults.size() == 2);
            awaitPolls();
            glacier.restart();
        }
        assertThat(vaults).containsExactlyInAnyOrder("photos", "films");
        assertThat(requests()).isEqualTo(2);
    }

    private void awaitPolls() {
        int before = glacier.simulator.requests(Operation.LIST_JOBS).size();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= before + 6);
    }

    @Test
    void aRouteKeepsItsStateThroughAStopAndAStart() throws Exception {
        job(1);
        List<Message> chunks = glacier.consume(options);
        await().atMost(SOON).until(() -> chunks.size() == 1);

        glacier.context.getRouteController().stopRoute("jobs");
        glacier.context.getRouteController().startRoute("jobs");
        awaitPolls();

        assertThat(chunks).hasSize(1);
    }

    @Test
    void anotherApplicationInTheSameDirectoryIsRefusedWithARemedy() throws Exception {
        glacier.consume(options);
        try (DefaultCamelContext second = new DefaultCamelContext()) {
            second.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(glacier.consumerUri(options)).to("log:never");
                }
            });

            assertThatThrownBy(second::start)
                    .hasStackTraceContaining("stateDirectory: '" + state()
                            + "' must be a directory that can be made and written to, and that no other application uses:"
                            + " give each application a directory of its own")
                    .hasStackTraceContaining("is in use by another repository");
        }
    }

    @Test
    void aDirectoryThatCannotBeCreatedFailsTheStartOfTheRoute() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThatThrownBy(() -> glacier.consume("stateDirectory=" + file.resolve("state")))
                .hasStackTraceContaining(
                        "stateDirectory: '" + file.resolve("state") + "' must be a directory that can be");
    }

    @Test
    void repositoriesOfTheUserReplaceTheirPartOfTheDirectory() throws Exception {
        FileProgressRepository own = new FileProgressRepository(directory.resolve("own-progress"));
        FileJobRepository consumed = new FileJobRepository(directory.resolve("own-consumed"));
        glacier.context.getRegistry().bind("own", own);
        glacier.context.getRegistry().bind("consumed", consumed);
        String job = job(1);
        List<Message> chunks = glacier.consume(options + "&progressRepository=#own&idempotentRepository=#consumed");
        await().atMost(SOON).until(() -> chunks.size() == 1);

        String key = glacier.simulator.vaultArn("photos") + "/jobs/" + job;
        await().atMost(SOON).until(() -> consumed.contains(key));
        assertThat(own.getState(key)).isNotEmpty();
        assertThat(state()).isEmptyDirectory();
    }

    private String printed(String more) throws Exception {
        job(1);
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            List<Message> messages = glacier.consume(more);
            await().atMost(SOON).until(() -> messages.size() == 1);
            awaitPolls();
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aConsumerWithStateInMemoryOnlyWarnsOnceWithTheRemedy() throws Exception {
        assertThat(printed("")).containsOnlyOnce(MEMORY).containsOnlyOnce("set stateDirectory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outputMode=none", "stateDirectory=", "idempotentRepository=#consumed"})
    void aConsumerThatLosesNothingByARestartDoesNotWarn(String more) throws Exception {
        FileJobRepository consumed = new FileJobRepository(directory.resolve("own"));
        glacier.context.getRegistry().bind("consumed", consumed);

        assertThat(printed(more.endsWith("=") ? more + state() : more)).doesNotContain(MEMORY);
    }
}
