package io.github.glacierjob.examples.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run of the example with two vaults. Console, JMX, metrics, events and page show the counts of the service: within
 * a second during the run, and exactly at its end. Prometheus answers each query of the dashboard and of the alert
 * rules.
 */
@Timeout(300)
class RealRunIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SAMPLES = 9;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path DASHBOARD = Path.of("catalog", "grafana", "glacier-vaults.json");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ *\"?expr\"?: (.*?),?$");

    /** The number of bars that are not empty. */
    private static final String BARS = "[...document.querySelectorAll('#outputs [role=progressbar]')]"
            + ".filter(bar => Number(bar.getAttribute('aria-valuenow')) > 2).length";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static Prometheus prometheus;
    private static RealRun run;
    private static Instant begun;
    private static final Map<String, Tab> TABS = new TreeMap<>();
    /** How long each view took to show the counts of the service, in milliseconds. */
    private static final Map<String, List<Long>> LAGS = new TreeMap<>();

    /** The counts of a vault in a view. */
    private interface View {
        Views.Seen of(String vault) throws Exception;
    }

    @BeforeAll
    static void runTheExample() throws Exception {
        begun = Instant.now();
        run = new RealRun(Files.createDirectory(directory.resolve("run")));
        if (Programs.find("prometheus").isPresent()) {
            prometheus = Prometheus.start(Files.createDirectory(directory.resolve("prometheus")), run.port);
        }
        if (Programs.find(Browser.NAMES).isPresent()) {
            browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
            for (String vault : RealRun.VAULTS.keySet()) {
                TABS.put(vault, browser.open(run.views.page() + "#" + vault));
            }
        }
        await().atMost(SOON).until(RealRunIT::isInTheMiddle);
        takePictures();
        for (int i = 0; i < SAMPLES; i++) {
            sampleLags();
        }
        await().atMost(SOON).until(run.views::isOver);
    }

    /** Waits until the page shows delivered archives and several under way, or until no more are left. */
    private static boolean isInTheMiddle() throws Exception {
        return browser == null
                || run.views.isOver()
                || run.views.page(TABS.get("photos")).delivered() > 15
                        && Integer.parseInt(TABS.get("photos").js(BARS)) > 2;
    }

    @AfterAll
    static void end() {
        for (AutoCloseable part : new AutoCloseable[] {run, browser, prometheus}) {
            close(part);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, View> views() {
        Map<String, View> views = new TreeMap<>(Map.of(
                "console (JSON)", run.views::json,
                "console (text)", run.views::text,
                "JMX", run.views::jmx,
                "metrics", run.views::metrics,
                "page (JSON)", run.views::figures));
        if (browser != null) {
            views.put("page", vault -> run.views.page(TABS.get(vault)));
        }
        return views;
    }

    /** While requests continue, each view must soon show at least the counts that the service had at this moment. */
    private static void sampleLags() {
        Map<String, Views.Seen> counted = new TreeMap<>();
        RealRun.VAULTS.keySet().forEach(vault -> counted.put(vault, run.counted(vault)));
        long from = System.nanoTime();
        views().entrySet().parallelStream().forEach(view -> {
            await(view.getKey())
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> hasAll(view.getValue(), counted));
            synchronized (LAGS) {
                LAGS.computeIfAbsent(view.getKey(), name -> new ArrayList<>())
                        .add((System.nanoTime() - from) / 1_000_000);
            }
        });
        await().atMost(SOON)
                .until(() -> RealRun.VAULTS.keySet().stream()
                                .anyMatch(vault -> !run.counted(vault).equals(counted.get(vault)))
                        || run.views.isOver());
    }

    private static boolean hasAll(View view, Map<String, Views.Seen> counted) throws Exception {
        for (Map.Entry<String, Views.Seen> vault : counted.entrySet()) {
            if (!view.of(vault.getKey()).isAtLeast(vault.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static void takePictures() throws Exception {
        if (browser != null) {
            for (Browser.Look look : Browser.looks()) {
                TABS.get("photos")
                        .look(look, SCREENSHOTS.resolve("run-" + look.width() + "-" + look.scheme() + ".png"));
            }
        }
    }

    private static void soon(String what, Callable<Boolean> condition) {
        await(what).atMost(SOON).until(condition);
    }

    @Test
    void allViewsShowTheCountsOfTheServiceAtTheEnd() {
        RealRun.VAULTS.keySet().forEach(vault -> views().forEach((name, view) -> await(name + " of " + vault)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(view.of(vault)).isEqualTo(run.counted(vault)))));
    }

    @Test
    void eachViewIsAtMostASecondOldDuringTheRun() {
        LAGS.forEach((name, lags) -> {
            List<Long> sorted = lags.stream().sorted().toList();
            System.out.printf(
                    "[watch] %s is behind the service by %d ms (%d to %d)%n",
                    name, sorted.get(SAMPLES / 2), sorted.get(0), sorted.get(SAMPLES - 1));
            assertThat(sorted.get(SAMPLES / 2)).as(name).isLessThan(SECOND.toMillis());
        });
        assertThat(LAGS).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void theEventsNameEachJobAndEachArchiveOnce() {
        RealRun.VAULTS.forEach((vault, archives) -> {
            assertThat(jobs(Kind.ORDERED, vault))
                    .containsExactlyInAnyOrderElementsOf(run.service().jobs(vault).stream()
                            .filter(job -> job.archiveId() != null)
                            .map(job -> job.id())
                            .toList());
            assertThat(jobs(Kind.DELIVERED, vault)).hasSize(archives).doesNotHaveDuplicates();
        });
    }

    private static List<String> jobs(Kind kind, String vault) {
        return run.views.events.stream()
                .filter(event -> event.getKind() == kind && event.getVault().equals(vault))
                .filter(event -> event.getArchiveId() != null)
                .map(event -> event.getJobId())
                .toList();
    }

    @Test
    void everyQueryOfTheDashboardHasAnAnswer() throws Exception {
        Prometheus.need("prometheus");
        List<String> queries = expressions(DASHBOARD)
                .map(text -> text.substring(1, text.length() - 1)
                        .replace("\\\"", "\"")
                        .replace("$vault", ".*"))
                .toList();

        assertThat(queries)
                .hasSizeGreaterThan(20)
                .allSatisfy(query -> assertThat(values(query)).as(query).isNotEmpty());
    }

    @Test
    void everyRuleQueriesExistingMetricsAndTheRuleOfThisFaultFires() throws Exception {
        Prometheus.need("prometheus");
        // Without the comparison, which has no result while there is no such trouble.
        List<String> queries = expressions(Prometheus.RULES)
                .flatMap(text -> Stream.of(text.split(" > (0\\.05 \\* |0$)")))
                .map(text -> text.replaceAll(" > 0$", ""))
                .toList();

        assertThat(queries)
                .hasSizeGreaterThan(12)
                .allSatisfy(query -> assertThat(values(query)).as(query).isNotEmpty());
        assertThat(values("ALERTS{alertname=\"GlacierBudgetReached\",alertstate=\"firing\",vault=\"photos\"}"))
                .isNotEmpty();
    }

    private static List<Double> values(String query) throws Exception {
        return prometheus.values(query, begun, Instant.now());
    }

    private static Stream<String> expressions(Path file) throws Exception {
        return EXPRESSION.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1));
    }

    @Test
    void thePageNeedsNoHorizontalScrollingAndHasDarkColours() throws Exception {
        Browser.need();
        Tab tab = TABS.get("photos");
        for (Browser.Look look : Browser.looks()) {
            Path picture = SCREENSHOTS.resolve("end-" + look.width() + "-" + look.scheme() + ".png");
            tab.look(look, picture);
            assertThat(picture).isNotEmptyFile();
            assertThat(tab.js("document.documentElement.scrollWidth - innerWidth"))
                    .as(look.toString())
                    .isEqualTo("0");
            assertThat(tab.js("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(look.dark() ? "rgb(16, 20, 27)" : "rgb(246, 247, 249)");
        }
    }

    @Test
    void remoteTextIsShownAsTextAndNotAsHtml() {
        Browser.need();
        Tab tab = TABS.get("photos");
        soon("the title", () -> "100% of photos".equals(tab.js("document.title")));
        assertThat(tab.js("document.querySelectorAll('img').length")).isEqualTo("0");
    }
}
