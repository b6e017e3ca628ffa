package io.github.glacierjob.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A service that returns fixed answers. */
public final class StubService implements AutoCloseable {

    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public record Answer(int status, Map<String, String> headers, String body) {}

    public StubService(int status, Map<String, String> headers, String body) throws IOException {
        this(request -> new Answer(status, headers, body));
    }

    public StubService(Function<URI, Answer> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = answers.apply(exchange.getRequestURI());
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    public String uri(String vault, String options) {
        return "glacier-job:" + vault + "?accessKey=a&secretKey=s&region=us-west-2&overrideEndpoint=true"
                + "&uriEndpointOverride=http://127.0.0.1:" + server.getAddress().getPort() + "&maxRetries=0&" + options;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
