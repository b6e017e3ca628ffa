package io.github.glacierjob.egress.whole;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route from a vault to files that sets only the database. */
class PlainRouteTest {

    private static final String LOADS = "SELECT SUM(LOAD_NO) FROM GLACIER_EGRESS_VAULT";

    private static final String NOTHING = "{LISTED=0, ORDERED=0, READY=0, DELIVERED=0, PROVED=0, FAILED=0, SKIPPED=0}";

    @TempDir
    private Path directory;

    private WholeVault vault;

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private Path sink(String name) {
        return directory.resolve("sink").resolve(name);
    }

    private void toFiles(String name) throws Exception {
        vault.glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(WholeVault.uri(name, ""))
                        .routeId(name.equals("photos") ? "egress" : name)
                        .to("file:" + sink(name));
            }
        });
    }

    private void areWholeIn(String name, List<String> archives) throws Exception {
        for (String archive : archives) {
            assertThat(Files.readAllBytes(sink(name).resolve(archive))).isEqualTo(vault.expected(archive));
        }
        try (Stream<Path> files = Files.list(sink(name))) {
            assertThat(files).hasSize(archives.size());
        }
    }

    private void deliver(int all) throws Exception {
        vault.await(() -> vault.count("STATE IN ('ORDERED', 'DELIVERED')") == all);
        vault.clock.advance(WholeVault.BULK);
        vault.pass(Duration.ofMinutes(1), vault.are(all, "DELIVERED"));
    }

    @Test
    void aVaultOfOneArchiveOfSeveralChunksBecomesOneFile() throws Exception {
        vault.archives(1, 20 * MIB + 1);

        toFiles("photos");
        deliver(1);

        areWholeIn("photos", vault.archives);
        assertThat(vault.orders()).isEqualTo(1);
    }

    @Test
    void anEmptyVaultIsFinishedAtOnce() throws Exception {
        List<Message> messages = new CopyOnWriteArrayList<>();

        vault.start(
                "sendSummary=true",
                exchange -> messages.add(exchange.getMessage().copy()));
        vault.await(() -> !messages.isEmpty());
        vault.polls();

        assertThat(vault.value(LOADS)).isEqualTo("1");
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getHeader("CamelGlacierEgressSummary")).isEqualTo(true);
            assertThat(message.getBody()).hasToString(NOTHING);
        });
        assertThat(vault.orders()).isZero();
    }

    @Test
    void aLaterRunDeliversOnlyNewArchives() throws Exception {
        vault.archives(2, 1000);
        toFiles("photos");
        deliver(2);
        vault.stop();
        vault.archives(1, 2000);
        vault.clock.advance(Duration.ofDays(8));

        toFiles("photos");
        deliver(3);

        areWholeIn("photos", vault.archives);
        assertThat(vault.orders()).isEqualTo(3);
        assertThat(vault.count("ORDERS = 1 AND CLAIM_NO = 1")).isEqualTo(3);
    }

    @Test
    void twoVaultsInOneLedgerAreSeparate() throws Exception {
        vault.simulator.createVault("films");
        vault.archives(2, 1000);
        List<String> films = List.of(vault.archive("films", 3000), vault.archive("films", 4000));

        toFiles("films");
        toFiles("photos");
        deliver(4);

        areWholeIn("photos", vault.archives);
        areWholeIn("films", films);
        assertThat(vault.orders()).isEqualTo(4);
        assertThat(vault.value("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO = 1"))
                .isEqualTo("2");
    }
}
