package io.github.glacierjob.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Database;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The receipt and the status of a ledger that is larger than the heap of 48 MiB are read. */
class LargeReceiptIT {

    private static final int ROWS = 100_000;
    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";

    static List<Database.Kind> kinds() {
        return Database.kinds().toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLargeReceiptNeedsOnlyAFewMegabytes(Database.Kind kind) throws Exception {
        String url;
        try (Database database = new Database(kind)) {
            url = database.url;
            prepare(database.source, ROWS);
        }
        String printed = run(url);

        assertThat(printed).contains("CSV " + (ROWS + 13) + " lines", "JSON " + (ROWS + 1) + " lines");
        MemoryReport.add(
                "receipt of " + ROWS + " archives, " + kind,
                printed.substring(printed.indexOf("peak")).strip());
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command.addAll(List.of(
                java,
                "-Xmx48m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LargeReceiptIT.class.getName()));
        command.addAll(List.of(arguments));
        Process reader = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(reader.exitValue()).as(printed).isZero();
        return printed;
    }

    /**
     * Creates the reports of the ledger in the database of the first argument. A second argument is the number of rows
     * to insert before.
     */
    public static void main(String[] arguments) throws Exception {
        DataSource source = Database.at(arguments[0]);
        if (arguments.length > 1) {
            timed("fill", () -> prepare(source, Integer.parseInt(arguments[1])));
        }
        try (DefaultCamelContext context = context(source);
                Connection keptOpen = source.getConnection()) {
            for (int i = 0; i < 3; i++) {
                timed("status", () -> context.createProducerTemplate().requestBody("direct:status", ""));
            }
            timed("CSV", () -> context.createProducerTemplate().requestBody("direct:CSV", ""));
            timed("JSON", () -> context.createProducerTemplate().requestBody("direct:JSON", ""));
            System.out.println("open " + keptOpen.isValid(0));
            System.out.println("peak " + PeakMemory.bytes());
        }
    }

    private static void prepare(DataSource source, int rows) throws Exception {
        try (DefaultCamelContext context = context(source);
                Connection connection = source.getConnection()) {
            fill(connection, rows);
            context.stop();
        }
    }

    private static DefaultCamelContext context(DataSource source) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("db", source);
        context.addRoutes(routes());
        context.start();
        return context;
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String uri =
                        "glacier-egress:" + ARN + "?accessKey=a&secretKey=s&region=us-east-1&dataSource=#db&operation=";
                from("direct:status").to(uri + "status");
                for (String format : List.of("CSV", "JSON")) {
                    from("direct:" + format)
                            .to(uri + "receipt&format=" + format)
                            .process(exchange -> {
                                InputStream body = exchange.getMessage().getBody(InputStream.class);
                                long lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                                        .lines()
                                        .count();
                                System.out.println(format + " " + lines + " lines");
                                exchange.getMessage().setBody(null);
                            });
                }
            }
        };
    }

    private interface Work {

        void run() throws Exception;
    }

    private static void timed(String what, Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%s %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
    }

    private static void fill(Connection connection, int rows) throws SQLException {
        String numbers =
                connection.getMetaData().getDatabaseProductName().equals("H2") ? "SYSTEM_RANGE" : "generate_series";
        for (int from = 1; from <= rows; from += 10_000) {
            connection
                    .createStatement()
                    .execute("INSERT INTO GLACIER_EGRESS_ARCHIVE (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE, NAME,"
                            + " DESCRIPTION, CREATED, SIZE_BYTES, TREE_HASH, ORDERS) SELECT I, '" + ARN
                            + "', REPEAT('a', 120) || I,"
                            + " CASE WHEN MOD(I, 3) = 0 THEN 'DELIVERED' ELSE 'LISTED' END, 'photos/2020/' || I,"
                            + " REPEAT('x', 60), TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z'"
                            + " + MOD(I * 7919, 1000000) * INTERVAL '1' SECOND, I, REPEAT('0', 64), 1 FROM " + numbers
                            + "(" + from
                            + ", " + Math.min(rows, from + 9_999) + ") AS N(I)");
        }
    }
}
