package io.github.glacierjob.examples.retrievals;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests the whole service over HTTP, as its users call it. */
class RetrievalServiceTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private final GlacierSimulator glacier = GlacierSimulator.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        glacier.createVault("photos");
        String component = "--camel.component.glacier-job.";
        service = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--poll=200",
                "--retrieved=" + directory,
                component + "use-default-credentials-provider=false",
                component + "access-key=any",
                component + "secret-key=any",
                component + "chunk-size=1048576",
                component + "override-endpoint=true",
                component + "uri-endpoint-override=" + glacier.endpoint());
    }

    @AfterEach
    void stop() {
        service.close();
        glacier.close();
    }

    @Test
    void aRequestedArchiveIsDeliveredInChunks() throws Exception {
        Content photo = Content.seeded(3, (2 << 20) + 9);
        String archive = glacier.addArchive("photos", photo, "photo");
        String job = send(HttpRequest.newBuilder(uri("/archives/" + archive))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .body();
        glacier.completeJob(job);

        await().atMost(SOON).until(() -> Files.exists(directory.resolve(job).resolve("2")));
        await().atMost(SOON).untilAsserted(() -> assertArrayEquals(photo.expected(0, photo.size()), joined(job, 3)));
        assertTrue(Files.readString(directory.resolve(".progress")).contains(job));
    }

    private byte[] joined(String job, int chunks) throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < chunks; i++) {
            all.write(Files.readAllBytes(directory.resolve(job).resolve(String.valueOf(i))));
        }
        return all.toByteArray();
    }

    @Test
    void healthShowsAVaultThatCannotBeListed() {
        awaitHealth(200, "consumer:chunks");
        awaitHealth(200, "producer:glacier-job");

        InjectedFault fault = glacier.inject(Fault.accessDenied().on(Operation.LIST_JOBS).always());
        awaitHealth(503, "AccessDenied");

        fault.withdraw();
        awaitHealth(200, "consumer:chunks");
    }

    private void awaitHealth(int status, String detail) {
        await().atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> health = send(HttpRequest.newBuilder(uri("/actuator/health")));
            assertEquals(status, health.statusCode(), health.body());
            assertTrue(health.body().contains(detail), health.body());
        });
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
    }
}
