package io.github.glacierjob.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatedJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the bundle, its features and examples/karaf in a real Karaf, with the commands of src/main/docs/karaf.md. */
@Timeout(1800)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not start on a JVM without a security manager")
class KarafIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String COMPONENT = "io.github.glacierjob.camel-glacier-job";
    private static final String JAR = "mvn:io.github.glacierjob/camel-glacier-job/1.0.0";
    private static final String FEATURES = JAR + "/xml/features";
    private static final String EXAMPLE = "mvn:io.github.glacierjob.examples/glacier-job-example-karaf/1.0.0";
    private static final Path PAGE = Path.of("src/main/docs", "karaf.md");
    private static final String PLATFORM_SDK = "2.32.23";
    private static final Content FILM = Content.seeded(1, (20 << 20) + 17);
    private static final Content PAPER = Content.seeded(2, (9 << 20) + 1);
    private static final Content PHOTO = Content.seeded(3, (3 << 20) + 5);
    private static final List<Content> TAPES = IntStream.range(0, 12)
            .mapToObj(tape -> Content.seeded(100 + tape, 1 + tape * 900_000))
            .toList();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final long began = System.nanoTime();
    private final Map<String, String> environment = new HashMap<>();
    private GlacierSimulator glacier;
    private Karaf karaf;

    @BeforeEach
    void prepare() throws IOException {
        glacier = GlacierSimulator.start();
        karaf = new Karaf(directory.resolve("karaf"));
    }

    @AfterEach
    void stop() {
        karaf.close();
        glacier.close();
    }

    @ParameterizedTest
    @CsvSource({"4.14.0, 2.32.23", "4.18.0, 2.41.30"})
    void theRoutesRunAndReturnWithTheComponent(String camel, String sdk) throws Exception {
        configure("glacier-job.accessKey = someone", "glacier-job.secretKey = secret");
        install(camel, sdk);
        retrieve("films", FILM);
        retrieve("papers", PAPER);
        retrieve("photos", PHOTO);
        getOut("tapes", TAPES);
        assertThat(agents())
                .allSatisfy(agent -> assertThat(agent).contains("aws-sdk-java/" + sdk + " ", "http#Apache"));
        onlyThePublicRoomsAreExported();

        karaf.must("bundle:restart " + COMPONENT);
        karaf.awaitBundle(COMPONENT, "Active");
        retrieve("photos", Content.seeded(4, 1 << 20));

        karaf.must("bundle:uninstall " + COMPONENT);
        karaf.eventually("threads --list", threads -> assertThat(threads)
                .doesNotContainIgnoringCase("glacier", "Camel (", "idle-connection-reaper"));
        karaf.must("bundle:install -s " + JAR);
        karaf.awaitBundle(COMPONENT, "Active");
        retrieve("films", Content.seeded(5, 2 << 20));

        karaf.must("bundle:update " + COMPONENT);
        karaf.awaitBundle(COMPONENT, "Active");
        retrieve("papers", Content.seeded(6, 3 << 20));
        nothingIsFetchedAgain();
        finish(camel, sdk, "chunks, stream, file, a whole vault; bundle restarted, uninstalled, installed, updated");
    }

    /** The jobs that one start of the routes consumed are in the state directory, and the next start reads it. */
    private void nothingIsFetchedAgain() {
        Map<String, Long> fetched = glacier.requests().stream()
                .filter(request -> request.operation() == Operation.GET_JOB_OUTPUT && request.status() < 300)
                .collect(Collectors.groupingBy(
                        request -> request.jobId() + " " + request.range(), Collectors.counting()));
        assertThat(fetched)
                .isNotEmpty()
                .allSatisfy((range, times) -> assertThat(times).as(range).isOne());
    }

    private void onlyThePublicRoomsAreExported() {
        karaf.eventually("bundle:headers " + COMPONENT, headers -> assertThat(exportsOf(headers))
                .contains(
                        "io.github.glacierjob",
                        "io.github.glacierjob.egress",
                        "io.github.glacierjob.repository",
                        "io.github.glacierjob.options")
                .doesNotContain("internal"));
    }

    /** The headers of a bundle from its exports to the next header. */
    private static String exportsOf(String headers) {
        int start = headers.indexOf("Export-Package");
        assertThat(start).as(headers).isNotNegative();
        int end = headers.indexOf("Import-Package", start);
        return end < 0 ? headers.substring(start) : headers.substring(start, end);
    }

    @ParameterizedTest
    @CsvSource({"4.14.0, 2.41.30", "4.18.0, 2.32.23"})
    void credentialsOfTheEnvironmentAreEnough(String camel, String sdk) throws Exception {
        configure("glacier-job.useDefaultCredentialsProvider = true");
        environment.put("AWS_ACCESS_KEY_ID", "someone");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        install(camel, sdk);
        retrieve("photos", PHOTO);
        assertThat(agents()).allSatisfy(agent -> assertThat(agent).contains("aws-sdk-java/" + sdk + " "));
        finish(camel, sdk, "chunks; credentials of the environment");
    }

    @Test
    void aMissingPrerequisiteIsReportedInTheWordsOfThePage() throws Exception {
        configure();
        karaf.start(environment);
        karaf.must("feature:repo-add " + FEATURES);
        assertThat(karaf.run("feature:install camel-glacier-job")).contains(said("no-camel"));

        Path old = directory.resolve("camel-4.10.7.xml");
        Files.writeString(old, """
                <features name="camel-4.10.7" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                    <feature name="camel-core" version="4.10.7"/>
                </features>
                """);
        karaf.must("feature:repo-add " + old.toUri());
        assertThat(karaf.run("feature:install camel-glacier-job")).contains(said("no-camel"));

        karaf.must("feature:repo-add " + Karaf.platform("4.14.0"));
        assertThat(karaf.run("feature:install camel-glacier-job")).contains(said("no-sdk"));
        assertThat(karaf.run("feature:install awssdk-glacier/" + PLATFORM_SDK)).contains(said("other-sdk"));

        karaf.must("feature:install camel-core/4.14.0");
        installExample();
        eventuallySays("scr:list", "no-component");
        assertThat(karaf.run("bundle:install -s " + JAR)).contains(said("bundle-alone"));
        String missing = said("diag");
        karaf.eventually(
                "bundle:diag " + COMPONENT, diagnosis -> assertThat(diagnosis).contains(missing));
        assertThat(karaf.shutdown()).isZero();
        report(
                "Camel 4.14.0, no SDK: a missing or older platform, a missing SDK, another SDK and a lone bundle are named");
    }

    /** Installs the bundle without its feature. */
    private void installExample() throws IOException {
        karaf.must("bundle:install -s mvn:com.h2database/h2/2.3.232");
        karaf.must("bundle:install -s " + EXAMPLE);
    }

    private void eventuallySays(String question, String mark) throws IOException {
        String said = said(mark);
        karaf.eventually(question, answer -> assertThat(answer).contains(said));
    }

    /** The console output that the page shows under this mark. */
    private static String said(String mark) throws IOException {
        Matcher block = Pattern.compile("<!-- karaf: " + mark + " -->\n```text\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as(mark).isTrue();
        return block.group(1);
    }

    private Set<String> agents() {
        return glacier.requests().stream()
                .map(request -> request.header("user-agent"))
                .collect(Collectors.toSet());
    }

    private void configure(String... options) throws IOException {
        for (String vault : List.of("films", "papers", "photos")) {
            glacier.createVault(vault);
        }
        karaf.write(
                "io.github.glacierjob.examples.karaf.cfg",
                "orders = " + directory.resolve("orders"),
                "retrieved = " + directory.resolve("retrieved"),
                "poll = 200",
                "glacier-job.region = us-east-1",
                "glacier-job.overrideEndpoint = true",
                "glacier-job.uriEndpointOverride = " + glacier.endpoint(),
                "glacier-job.stateDirectory = " + directory.resolve("state"),
                String.join("\n", options));
    }

    private void install(String camel, String sdk) throws IOException {
        karaf.start(environment);
        karaf.must("feature:repo-add " + Karaf.platform(camel));
        if (!sdk.equals(PLATFORM_SDK)) {
            karaf.must("feature:repo-add camel 4.14.5");
            karaf.must("feature:repo-add " + FEATURES);
            karaf.must("feature:install awssdk-glacier/" + sdk);
        }
        karaf.must("source " + Path.of("examples", "karaf", "install.karaf").toUri());
        karaf.awaitBundle(COMPONENT, "Active");
        assertThat(karaf.run("bundle:list -t 0 -s --no-format").lines())
                .filteredOn(bundle -> bundle.contains("software.amazon.awssdk"))
                .isNotEmpty()
                .allSatisfy(bundle -> assertThat(bundle).contains(sdk));
    }

    /** From the order to the same bytes on the disk. */
    private void retrieve(String vault, Content content) throws IOException {
        Path order = directory.resolve(vault);
        Files.writeString(order, glacier.addArchive(vault, content, vault));
        Files.move(
                order,
                Files.createDirectories(directory.resolve("orders")).resolve(vault),
                StandardCopyOption.ATOMIC_MOVE);
        await().atMost(SOON).ignoreException(NoSuchFileException.class).until(() -> isRetrieved(vault, content));
    }

    /** From a configuration to every archive of the vault on the disk, each ordered once. */
    private void getOut(String vault, List<Content> archives) throws IOException {
        glacier.createVault(vault);
        Map<String, Content> expected = archives.stream()
                .collect(Collectors.toMap(content -> glacier.addArchive(vault, content, ""), content -> content));
        karaf.write(
                "io.github.glacierjob.examples.karaf.egress.cfg",
                "vault = " + vault,
                "ledger = " + directory.resolve("ledger"),
                "retrieved = " + directory.resolve("retrieved").resolve(vault),
                "poll = 200",
                "glacier-egress.region = us-east-1",
                "glacier-egress.accessKey = someone",
                "glacier-egress.secretKey = secret",
                "glacier-egress.firstLook = 0",
                "glacier-egress.overrideEndpoint = true",
                "glacier-egress.uriEndpointOverride = " + glacier.endpoint());
        for (Map.Entry<String, Content> archive : expected.entrySet()) {
            Path file = directory.resolve("retrieved").resolve(vault).resolve(archive.getKey());
            await().atMost(SOON).until(() -> Files.exists(file));
            assertThat(read(file).treeHash()).isEqualTo(archive.getValue().treeHash());
        }
        assertThat(glacier.jobs(vault))
                .as("an inventory, and each archive once")
                .hasSize(1 + archives.size());
    }

    private boolean isRetrieved(String vault, Content content) throws IOException {
        List<SimulatedJob> jobs = glacier.jobs(vault).stream()
                .filter(job -> job.treeHash().equals(content.treeHash()))
                .toList();
        if (jobs.isEmpty()) {
            return false;
        }
        assertThat(jobs).hasSize(1);
        Path output = directory
                .resolve("retrieved")
                .resolve(vault)
                .resolve(jobs.get(0).id());
        return Files.exists(output) && read(output).treeHash().equals(content.treeHash());
    }

    /** The file, or the chunks in a directory, one after the other. */
    private static Content read(Path output) throws IOException {
        if (Files.isRegularFile(output)) {
            return Content.file(output);
        }
        var bytes = new ByteArrayOutputStream();
        int chunks = output.toFile().list().length;
        for (int index : IntStream.range(0, chunks).toArray()) {
            Files.copy(output.resolve(String.valueOf(index)), bytes);
        }
        return Content.of(bytes.toByteArray());
    }

    private void finish(String camel, String sdk, String what) throws Exception {
        assertThat(karaf.shutdown()).isZero();
        assertThat(karaf.log())
                .filteredOn(line -> line.contains("| ERROR") || line.contains("| WARN") || line.contains("Exception"))
                .filteredOn(line -> !line.contains("creating a dumb terminal"))
                .isEmpty();
        report("Camel " + camel + ", SDK " + sdk + ": " + what);
    }

    private void report(String what) {
        System.out.printf(
                "[karaf] Karaf %s, JDK %d, %s, %d s%n",
                System.getProperty("karaf.version"),
                Runtime.version().feature(),
                what,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}
