package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void theFirstLineIsTheEndpointAndGeneratedArchivesFollow() {
        assertThat(run("--vault", "empty", "--archive", "photos=3M:7", "--job-time", "0s"))
                .isEqualTo(-1);

        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(lines[1]).matches("archive photos [A-Za-z0-9_-]{138} 3145728");
        assertThat(err.size()).isZero();
    }

    @Test
    void withTlsTheFilesToTrustItFollowTheEndpoint(@TempDir Path directory) {
        Path files = directory.resolve("tls");
        assertThat(run("--tls-files", files.toString(), "--archive", "photos=1K"))
                .isEqualTo(-1);

        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).matches("https://127\\.0\\.0\\.1:\\d+");
        assertThat(lines[1]).isEqualTo("ca " + files.resolve("ca.pem"));
        assertThat(lines[2]).isEqualTo("truststore " + files.resolve("truststore.p12"));
        assertThat(files.resolve("ca.pem")).content().startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(files.resolve("truststore.p12")).isNotEmptyFile();
    }

    @Test
    void withoutADirectoryTheFilesAreInANewOne() {
        assertThat(run("--tls")).isEqualTo(-1);

        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(Path.of(lines[1].replace("ca ", ""))).isNotEmptyFile();
        assertThat(Path.of(lines[2].replace("truststore ", ""))).isNotEmptyFile();
    }

    @Test
    void manyArchivesAreGeneratedQuicklyAndAreTheSameInEachRun() {
        assertThat(run("--archives", "photos=200:4M")).isEqualTo(-1);
        String[] first = out.toString(StandardCharsets.UTF_8).split("\n");
        out.reset();
        assertThat(run("--archives", "photos=200:4M")).isEqualTo(-1);
        String[] second = out.toString(StandardCharsets.UTF_8).split("\n");

        assertThat(first).hasSize(201).doesNotHaveDuplicates();
        assertThat(Arrays.copyOfRange(second, 1, 201)).isEqualTo(Arrays.copyOfRange(first, 1, 201));
        assertThat(Arrays.stream(first).skip(1).mapToLong(line -> Long.parseLong(line.split(" ")[3])))
                .allMatch(size -> size >= 1 && size <= 4 << 20)
                .anyMatch(size -> size < 100)
                .anyMatch(size -> size > 1 << 20);
    }

    @Test
    void helpNamesEveryOptionAndEveryFault() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "--port",
                        "--tls",
                        "--tls-files",
                        "--region",
                        "--account",
                        "--data",
                        "--vault",
                        "--archive",
                        "--archives")
                .contains("--job-time")
                .contains(
                        "--lifetime", "--speed", "--rate", "--latency", "--fault", "--notify", "--no-auth", "--select")
                .contains(
                        "resetBody:BYTES",
                        "truncation:BYTES",
                        "truncationWithoutLength:BYTES",
                        "listLag:LISTINGS",
                        "wrongTreeHash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--nonsense x",
                "positional",
                "--port",
                "--port 65536",
                "--port x",
                "--tls-files",
                "--account 12",
                "--vault a/b",
                "--archive photos",
                "--archive photos=0",
                "--archives photos",
                "--archives photos=3",
                "--archives photos=3:0",
                "--archives photos=x:1M",
                "--archive photos=3X",
                "--job-time soon",
                "--job-time Fast=3s",
                "--speed 0",
                "--rate fast",
                "--latency -3",
                "--notify ftp://x",
                "--notify :::",
                "--fault nonsense",
                "--fault resetBody",
                "--fault throttling@nowhere",
                "--fault throttling,often=1",
                "--fault throttling,times=x",
                "--fault throttling,probability=x"
            })
    void aBadCommandLinePrintsOneClearLineAndExitsWithCodeTwo(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("glacier-simulator: ")
                .endsWith(" (--help lists the options)" + System.lineSeparator())
                .hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void aPortInUseExitsWithCodeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(run("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("in use");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttling",
                "tooManyRequests",
                "serviceUnavailable",
                "emptyServiceUnavailable",
                "badGateway",
                "accessDenied",
                "expiredToken",
                "requestTimeout",
                "insufficientCapacity",
                "policyEnforced",
                "notFoundYet",
                "answer:400:SomeCode:Some message",
                "resetBeforeAnswer@initiateJob+listJobs",
                "answerLost",
                "listLag:2,times=always",
                "stallBeforeAnswer:30s",
                "resetBody:1M@getJobOutput,every=3,times=5",
                "earlyEnd:1000,after=2",
                "stallBody:1K",
                "stallBody:1K:2s",
                "corruptBody:17,vault=photos,job=abc,rangeStart=8M",
                "wrongChecksum,probability=0.1",
                "missingChecksum,times=always",
                "ignoreRange",
                "wrongContentRange",
                "failedJob",
                "expired",
                "wrongTreeHash"
            })
    void everyFaultHasAName(String spec) {
        assertThat(FaultSpec.parse(spec)).isNotNull();
    }

    @Test
    void aTextDescribesEveryPropertyOfAFault() {
        Fault fault = FaultSpec.parse("resetBody:1M@getJobOutput,every=3,times=5,after=2,job=-a,rangeStart=8M");

        assertThat(fault.toString())
                .isEqualTo(Fault.resetBody(1 << 20)
                        .on(Operation.GET_JOB_OUTPUT)
                        .every(3)
                        .times(5)
                        .after(2)
                        .job("-a")
                        .rangeStart(8 << 20)
                        .toString());
    }
}
