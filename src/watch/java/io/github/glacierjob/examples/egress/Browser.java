package io.github.glacierjob.examples.egress;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Chromium without a window, for all tests of a process. Each page that it opens is a tab. */
final class Browser implements AutoCloseable {

    static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome"};
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final String devTools;

    private Browser(Process process, String devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    static Browser start(Path directory) throws IOException {
        Path program = need();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-background-timer-throttling",
                        "--disable-renderer-backgrounding",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + directory,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = directory.resolve("DevToolsActivePort");
        await().atMost(START)
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        return new Browser(
                process, "http://127.0.0.1:" + Files.readAllLines(port).get(0));
    }

    static Path need() {
        return Programs.need("the page in a browser", "chromium", NAMES);
    }

    Tab open(String url) throws IOException {
        String answer = Json.text(HttpRequest.newBuilder(URI.create(devTools + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        Tab tab = new Tab(Json.object(answer).getString("webSocketDebuggerUrl"));
        tab.navigate(url);
        return tab;
    }

    /** The widths and colour schemes in which a page is tested. */
    static List<Look> looks() {
        return List.of(new Look(1280, false), new Look(1280, true), new Look(390, false), new Look(390, true));
    }

    record Look(int width, boolean dark) {

        String scheme() {
            return dark ? "dark" : "light";
        }
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
