package io.github.glacierjob.examples.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, with made-up figures that have everything: alarms, late outputs, money, failures, hostile text. */
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", "/page.html"));
        server.createContext("/figures", exchange -> answer(exchange, "application/json", "/figures.json"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, String type, String name) throws IOException {
        byte[] body = resource(name).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What Chromium prints. Without Chromium the test is skipped, with a word. */
    private String chromium(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--virtual-time-budget=4000",
                "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Path out = directory.resolve("out");
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(out.toFile()).start();
        } catch (IOException e) {
            assumeTrue(false, "Chromium is not installed: the page is not looked at");
            return null;
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor());
        return Files.readString(out);
    }

    @Test
    void theTextOfOthersIsShownAsText() throws Exception {
        String page = chromium("--dump-dom");

        assertTrue(page.contains("&lt;img src=x onerror=document.title='owned'&gt;"), page);
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("<title>62% of photos</title>"), page);
        assertTrue(page.contains("Will expire unfinished"), page);
        assertTrue(page.contains("12.34 USD spent of 20 planned"), page);
    }

    @Test
    void thePageIsOneFileThatAsksNobodyElseAndHasNoButtonThatCostsMoney() throws IOException {
        String page = resource("/page.html");

        assertFalse(page.replace("http://www.w3.org/2000/svg", "").matches("(?s).*(https?:|src=|@import|url\\().*"));
        assertEquals(1, page.split("<button").length - 1, "the one that holds the page still");
        assertFalse(page.contains("method: 'POST'"));
        assertFalse(page.contains("innerHTML"));
    }

    @Test
    void itIsReadableOnADeskAndOnAPhoneByDayAndByNight() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        for (String width : List.of("1280", "390")) {
            for (String scheme : List.of("light", "dark")) {
                Path picture = SCREENSHOTS.resolve(width + "-" + scheme + ".png").toAbsolutePath();
                chromium(
                        "--window-size=" + width + (width.equals("390") ? ",2300" : ",1500"),
                        "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                        "--screenshot=" + picture);
                assertTrue(Files.size(picture) > 10_000, picture.toString());
            }
        }
    }
}
