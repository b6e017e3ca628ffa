package io.github.glacierjob.examples.egress;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** A Prometheus with the alert rules of catalog/grafana. It scrapes once a second. */
final class Prometheus implements AutoCloseable {

    static final Path RULES = Path.of("catalog", "grafana", "alerts.yml").toAbsolutePath();
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Waits until the server answers. */
    static Prometheus start(Path directory, int target) throws IOException {
        Path program = need("prometheus");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: egress
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(RULES, target));
        String address = "127.0.0.1:" + Programs.freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, "http://" + address);
        await().atMost(SOON).until(prometheus::isReady);
        return prometheus;
    }

    /** The server, or its command-line tool. */
    static Path need(String program) {
        return Programs.need("dashboard and alert rules in " + program, "prometheus", program);
    }

    private boolean isReady() {
        try {
            return Json.text(address + "/-/ready") != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** All values of a query, second by second, except values that are not a number. */
    List<Double> values(String query, Instant from, Instant to) throws IOException {
        JsonObject answer = Json.object(Json.text("%s/api/v1/query_range?query=%s&start=%d&end=%d&step=1"
                .formatted(
                        address,
                        URLEncoder.encode(query, StandardCharsets.UTF_8),
                        from.getEpochSecond(),
                        to.getEpochSecond() + 1)));
        JsonArray series = (JsonArray) ((JsonObject) answer.get("data")).get("result");
        return IntStream.range(0, series.size())
                .mapToObj(i -> (JsonObject) series.get(i))
                .flatMap(one -> ((JsonArray) one.get("values")).stream())
                .map(point -> ((JsonArray) point).get(1).toString())
                .filter(value -> !Objects.equals(value, "NaN"))
                .map(value -> Double.valueOf(value.replace("Inf", "Infinity")))
                .toList();
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
