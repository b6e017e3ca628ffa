package io.github.glacierjob.examples.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the page with artificial figures that contain everything at once: alarms, late outputs, costs, failures,
 * hostile text.
 */
@Timeout(180)
class PageIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static HttpServer server;
    private static Browser browser;
    private static Tab tab;

    @BeforeAll
    static void open() throws IOException {
        Browser.need();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (InputStream page = Page.class.getResourceAsStream("/page.html")) {
            byte[] bytes = page.readAllBytes();
            server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", bytes));
        }
        byte[] figures = Files.readAllBytes(Path.of("src", "watch", "figures.json"));
        server.createContext("/figures", exchange -> answer(exchange, "application/json", figures));
        server.start();
        browser = Browser.start(directory);
        tab = browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        await().atMost(SOON).until(() -> tab.text().contains("Vault photos"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void remoteTextIsShownAsTextAndNotAsHtml() {
        assertThat(tab.text()).contains("<img src=x onerror=document.title='owned'>");
        assertThat(tab.js("document.querySelectorAll('img').length")).isEqualTo("0");
        assertThat(tab.js("document.title")).isEqualTo("62% of photos");
    }

    @Test
    void thePageShowsKnownFiguresAndNoPlaceholders() {
        assertThat(tab.text())
                .contains("Will expire unfinished", "12.34 USD spent of 20.00 planned", "Since 2026-03-02 23:40 UTC")
                .contains("30.7 GiB left at 2.0 MiB per second, expires at 2026-03-03 02:15 UTC")
                .contains("What to do: remove the cause, then send operation=retry.")
                .doesNotContain("null", "undefined", "NaN");
    }

    @Test
    void aScreenReaderFindsTheNamesOfAllBarsAndTables() {
        assertThat(tab.js("document.querySelectorAll('[role=progressbar]:not([aria-label])').length"))
                .isEqualTo("0");
        assertThat(tab.js("document.querySelectorAll('svg:not([aria-label])').length"))
                .isEqualTo("0");
        assertThat(tab.js("document.querySelectorAll('section:not([aria-labelledby])').length"))
                .isEqualTo("0");
        assertThat(tab.js("document.getElementById('line').getAttribute('role')"))
                .isEqualTo("status");
    }

    @Test
    void thePageIsReadableOnDesktopAndPhoneInLightAndDarkColours() throws IOException {
        for (Browser.Look look : Browser.looks()) {
            Path picture = Path.of("target", "screenshots", "all-" + look.width() + "-" + look.scheme() + ".png");
            tab.look(look, picture);
            assertThat(picture).isNotEmptyFile();
            assertThat(tab.js("document.documentElement.scrollWidth - innerWidth"))
                    .as(look.toString())
                    .isEqualTo("0");
            assertThat(tab.js("[...document.querySelectorAll('body *')].filter(e => e.children.length === 0"
                            + " && e.textContent.trim() && parseFloat(getComputedStyle(e).fontSize) < 12).length"))
                    .as("too small to read: " + look)
                    .isEqualTo("0");
        }
    }
}
