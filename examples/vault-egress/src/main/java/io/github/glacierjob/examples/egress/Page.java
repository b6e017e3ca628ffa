package io.github.glacierjob.examples.egress;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Serves the page, the figures on it, and the metrics for Prometheus. All of them are read-only. */
public final class Page extends RouteBuilder {
    private final History history = new History();

    @Override
    public void configure() throws Exception {
        String page = page();
        String note = note(getContext());
        String policy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " style-src-attr 'unsafe-inline'; style-src-elem " + hash(page, "style") + "; script-src " + hash(page, "script");
        from("platform-http:/?httpMethodRestrict=GET").routeId("page").process(exchange -> {
            answer(exchange, "text/html; charset=utf-8", page);
            exchange.getMessage().setHeader("Content-Security-Policy", policy);
        });
        from("platform-http:/figures?httpMethodRestrict=GET").routeId("figures").process(exchange ->
                answer(exchange, "application/json", history.toJson(exchange.getContext(), note)));
        from("platform-http:/metrics?httpMethodRestrict=GET").routeId("metrics").process(exchange -> answer(
                exchange,
                "text/plain; version=0.0.4; charset=utf-8",
                exchange.getContext().getRegistry().findSingleByType(PrometheusMeterRegistry.class).scrape()));
        from("timer:history?period=1000&synchronous=true").routeId("history").process(exchange -> history.add(exchange.getContext()));
    }

    /** In the demonstration, all figures use a fast clock. */
    private static String note(CamelContext context) {
        return Boolean.parseBoolean(context.resolvePropertyPlaceholders("{{simulated:false}}"))
                ? "Demonstration with a simulated vault: in a minute of yours, %s of its minutes pass. All times and rates are in its time."
                        .formatted(context.resolvePropertyPlaceholders("{{egress.speed}}"))
                : null;
    }

    private static void answer(Exchange exchange, String type, String body) {
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        exchange.getMessage().setHeader("X-Content-Type-Options", "nosniff");
        exchange.getMessage().setHeader("Cache-Control", "no-store");
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String page() throws IOException {
        try (InputStream page = Page.class.getResourceAsStream("/page.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The browser runs exactly this script, and no script in a text. */
    private static String hash(String page, String tag) throws GeneralSecurityException {
        Matcher found = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL).matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("page.html has no " + tag);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(found.group(1).getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
