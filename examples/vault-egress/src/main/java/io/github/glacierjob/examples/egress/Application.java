package io.github.glacierjob.examples.egress;

import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.egress.GlacierEgressStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.main.Main;

/** Moves a whole vault, shows the progress, and writes the receipt at the end. Arguments: files of settings. */
public final class Application {
    static final int COMPLETE = 0;
    static final int FAILED = 1;
    static final int NOT_OVER = 2;

    private static final long STOP_SECONDS = 60;

    private final Properties settings;
    private final Screen screen;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    Application(Properties settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    public static void main(String[] args) throws Exception {
        Application application = new Application(Settings.load(args), Screen.ofTerminal());
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // After Ctrl-C, the archives in the route are completed, the receipt is written, and the exit code says
            // that work is left.
            application.interrupt();
            Runtime.getRuntime().halt(code.completeOnTimeout(NOT_OVER, 2 * STOP_SECONDS, TimeUnit.SECONDS).join());
        }));
        try {
            code.complete(application.run());
        } catch (Exception e) {
            e.printStackTrace();
            code.complete(NOT_OVER);
        }
        System.exit(code.join());
    }

    void interrupt() {
        interrupted.countDown();
    }

    /** Returns the exit code. */
    int run() throws Exception {
        Main camel = new Main(Egress.class);
        if (!Boolean.parseBoolean(settings.getProperty("simulated"))) {
            return move(camel);
        }
        try (SimulatedVault simulated = SimulatedVault.start(settings)) {
            camel.bind("fastClock", simulated.clock());
            int code = move(camel);
            return code == COMPLETE && !simulated.isWholeAt(settings, screen) ? FAILED : code;
        }
    }

    private int move(Main camel) throws Exception {
        camel.setOverrideProperties(settings);
        camel.configure().setDevConsoleEnabled(true);
        camel.bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        camel.start();
        try {
            ProducerTemplate template = camel.getCamelTemplate();
            screen.note("Page: " + address(camel.getCamelContext()));
            preview(template);
            watch(template);
            camel.getCamelContext().getRouteController().stopRoute(Egress.ROUTE, STOP_SECONDS, TimeUnit.SECONDS);
            GlacierEgressStatus last = status(template);
            template.sendBody("direct:receipt", null);
            template.sendBody("direct:sums", null);
            screen.end(last, settings.getProperty("receipt"));
            screen.note("SHA-256 of each archive, for sha256sum -c: " + settings.getProperty("sums"));
            return code(last);
        } finally {
            camel.stop();
        }
    }

    private static String address(CamelContext context) {
        MainHttpServer server = context.hasService(MainHttpServer.class);
        if (server == null) {
            return "off";
        }
        return server.getPort() == 0
                ? "at the port that the log names"
                : "http://%s:%d/".formatted(server.getHost(), server.getPort());
    }

    /** Prints the expected cost, or that there is no inventory yet to calculate it from. */
    private void preview(ProducerTemplate template) {
        try {
            screen.note(template.requestBody("direct:preview", null, GlacierEgressPreview.class)
                    .toString()
                    .strip());
        } catch (CamelExecutionException e) {
            screen.note("No preview: " + e.getCause());
        }
    }

    /** Waits until all archives are delivered, the time is over, or the program is interrupted. */
    private void watch(ProducerTemplate template) throws InterruptedException {
        long limit = Long.parseLong(settings.getProperty("timeLimit"));
        long end = System.nanoTime() + Duration.ofSeconds(limit).toNanos();
        boolean goOn = true;
        while (goOn) {
            try {
                GlacierEgressStatus status = status(template);
                screen.show(status);
                goOn = !status.isOver();
            } catch (CamelExecutionException e) {
                screen.note("No status: " + e.getCause());
            }
            goOn = goOn && !interrupted.await(1, TimeUnit.SECONDS) && (limit == 0 || System.nanoTime() < end);
        }
    }

    private static GlacierEgressStatus status(ProducerTemplate template) {
        return template.requestBody("direct:status", null, GlacierEgressStatus.class);
    }

    private static int code(GlacierEgressStatus status) {
        if (!status.isOver()) {
            return NOT_OVER;
        }
        Object unreadable = ((Map<?, ?>) status.toMap().get("inventory")).get("badEntries");
        boolean whole = status.getArchives().get("FAILED") == 0 && Long.valueOf(0).equals(unreadable);
        return whole ? COMPLETE : FAILED;
    }
}
