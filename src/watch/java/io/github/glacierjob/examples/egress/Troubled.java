package io.github.glacierjob.examples.egress;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.Main;
import org.apache.camel.support.ScheduledPollConsumer;
import org.h2.jdbcx.JdbcDataSource;

/** A vault, its route, the page of the example, and a clock and polls that only the test moves. */
final class Troubled implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration BULK = Duration.ofHours(8);

    final GlacierSimulator service =
            GlacierSimulator.builder().archiveJobDuration(Tier.BULK, BULK).start();
    final Views views;
    final AtomicInteger messages = new AtomicInteger();
    final AtomicBoolean databaseDown = new AtomicBoolean();
    volatile Processor destination = exchange -> {};
    final CountDownLatch goOn = new CountDownLatch(1);
    private final Main camel = new Main();
    private final JdbcDataSource database = new JdbcDataSource();
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    Troubled(int archives, long size, String options) throws Exception {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        database.setURL("jdbc:h2:mem:troubled;DB_CLOSE_DELAY=-1");
        service.createVault("photos");
        for (int i = 0; i < archives; i++) {
            service.addArchive("photos", Content.seeded(i, size), "photo " + i + ".jpg");
        }
        service.addInventoryJob("photos", "JSON");
        int port = Programs.freePort();
        camel.setOverrideProperties(settings(port));
        camel.configure().setDevConsoleEnabled(true);
        camel.bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        camel.bind("db", dataSource());
        camel.bind("clock", service.clock());
        camel.configure().addRoutesBuilder(new Page());
        camel.configure().addRoutesBuilder(route(options));
        camel.init();
        views = new Views(camel.getCamelContext(), port);
        camel.start();
    }

    private Properties settings(int port) {
        Properties settings = new Properties();
        settings.setProperty("camel.server.enabled", "true");
        settings.setProperty("camel.server.host", "127.0.0.1");
        settings.setProperty("camel.server.port", Integer.toString(port));
        String component = "camel.component.glacier-egress.";
        settings.setProperty(component + "region", "us-east-1");
        settings.setProperty(component + "use-default-credentials-provider", "false");
        settings.setProperty(component + "access-key", "any");
        settings.setProperty(component + "secret-key", "any");
        settings.setProperty(component + "override-endpoint", "true");
        settings.setProperty(
                component + "uri-endpoint-override", service.endpoint().toString());
        settings.setProperty(component + "clock", "#clock");
        settings.setProperty(component + "retry-delay", "1");
        settings.setProperty(component + "max-retry-delay", "5");
        return settings;
    }

    private DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && databaseDown.get()) {
                        throw new SQLException("The database is down", "08001");
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private RouteBuilder route(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:photos?dataSource=#db&startScheduler=false" + options)
                        .routeId("egress")
                        .process(exchange -> destination.process(exchange))
                        .process(exchange -> messages.incrementAndGet());
            }
        };
    }

    /** The message stays in the route until the test releases it. */
    void hold(Exchange exchange) throws InterruptedException {
        messages.incrementAndGet();
        goOn.await(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private ScheduledPollConsumer consumer() {
        return (ScheduledPollConsumer)
                camel.getCamelContext().getRoute("egress").getConsumer();
    }

    /** One poll, in this thread. */
    void poll() {
        consumer().run();
    }

    void pollUntil(Callable<Boolean> condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            poll();
            return condition.call();
        });
    }

    /** Orders all archives; when the ledger has stored the orders, their jobs are completed. */
    void order(int archives) {
        pollUntil(() -> count("GLACIER_EGRESS_ARCHIVE WHERE STATE = 'ORDERED'") == archives);
        service.clock().advance(BULK.plusMinutes(1));
    }

    HealthCheck.Result health() {
        return consumer().getHealthCheck().call();
    }

    /** The number of rows of the ledger. */
    long count(String from) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        goOn.countDown();
        databaseDown.set(false);
        camel.stop();
        service.close();
        try (Connection last = database.getConnection();
                Statement statement = last.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        System.setErr(err);
        err.print(log());
    }
}
