package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Glacier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program that fetches outputs into files until one fails, and prints the reason. Arguments: endpoint, column,
 * directory, job.
 */
public final class MatrixFetcher {

    private MatrixFetcher() {}

    /**
     * Starts the program as a process that cannot write a file beyond a limit and has the same trust store, and returns
     * its standard output.
     */
    static String run(long limit, Object... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + limit / 512 + "; exec \"$@\"", "sh", java));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("javax.net.ssl."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"), MatrixFetcher.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path log = Files.createTempFile("fetcher", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return Files.readString(log);
        } finally {
            Files.delete(log);
        }
    }

    /** Writes the exception to the standard output. */
    public static void main(String[] arguments) throws Exception {
        String uri = "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true&outputMode=file"
                + "&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME + "&uriEndpointOverride=" + arguments[0]
                + "&workDirectory="
                + arguments[2];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            boolean consumer = MatrixColumn.valueOf(arguments[1]).isConsumer();
            System.out.println(consumer ? reported(context, uri) : thrown(context, uri, arguments[3]));
        }
    }

    private static Throwable thrown(CamelContext context, String uri, String job) throws Exception {
        context.start();
        try (var template = context.createProducerTemplate()) {
            return template.request(uri + "&operation=getJobOutput&jobId=" + job, exchange -> {})
                    .getException();
        }
    }

    private static Throwable reported(CamelContext context, String uri) throws Exception {
        CompletableFuture<Throwable> report = new CompletableFuture<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&initialDelay=0&bridgeErrorHandler=true")
                        .onException(Exception.class)
                        .process(exchange -> report.complete(
                                exchange.getProperty(org.apache.camel.Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                        .end()
                        .stop();
            }
        });
        context.start();
        return report.get(1, TimeUnit.MINUTES);
    }
}
