package io.github.glacierjob.simulator.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HttpSubscriberTest {

    @Test
    void theEnvelopeIsPosted() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer queue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        queue.createContext("/", exchange -> {
            String type = exchange.getRequestHeaders().getFirst("x-amz-sns-message-type");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            received.add(type + " " + body);
        });
        queue.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + queue.getAddress().getPort() + "/queue");
            new HttpSubscriber(url).post("arn:topic", "{envelope}");

            await().atMost(Duration.ofSeconds(60)).until(() -> !received.isEmpty());
            assertThat(received).containsExactly("Notification {envelope}");
        } finally {
            queue.stop(0);
        }
    }
}
