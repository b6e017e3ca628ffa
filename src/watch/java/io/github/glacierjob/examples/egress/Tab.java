package io.github.glacierjob.examples.egress;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.util.json.JsonObject;

/** A page in the browser, driven by the DevTools protocol. */
final class Tab implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();

    Tab(String address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Answers())
                .join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = Json.object(text.toString());
                text.setLength(0);
                CompletableFuture<JsonObject> waiting =
                        message.containsKey("id") ? answers.remove(message.getInteger("id")) : null;
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            return WebSocket.Listener.super.onText(from, data, last);
        }
    }

    private JsonObject call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        JsonObject message = new JsonObject(Map.of("id", id, "method", method, "params", new JsonObject(parameters)));
        socket.sendText(message.toJson(), true).join();
        JsonObject got = answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        if (got.containsKey("error")) {
            throw new IllegalStateException(method + ": " + got.get("error"));
        }
        return got.get("result") instanceof JsonObject result ? result : new JsonObject();
    }

    void navigate(String url) {
        call("Page.navigate", Map.of("url", url));
        await().atMost(SOON)
                .until(() -> "complete".equals(js("document.readyState")) && url.equals(js("location.href")));
    }

    /** The value of a JavaScript expression, as a text. */
    String js(String expression) {
        JsonObject result =
                call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true));
        return ((JsonObject) result.get("result")).getString("value");
    }

    /** The visible text, without the numbers in folded parts. */
    String text() {
        return js("document.body.innerText");
    }

    /** A picture of the whole page. */
    void look(Browser.Look look, Path picture) throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
        size(look.width(), 800);
        size(look.width(), Integer.parseInt(js("document.documentElement.scrollHeight")));
        js("getComputedStyle(document.body).color");
        String png = call("Page.captureScreenshot", Map.of("format", "png")).getString("data");
        Files.createDirectories(picture.getParent());
        Files.write(picture, Base64.getDecoder().decode(png));
    }

    private void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    @Override
    public void close() {
        call("Page.close", Map.of());
        socket.abort();
    }
}
