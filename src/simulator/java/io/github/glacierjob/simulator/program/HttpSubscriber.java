package io.github.glacierjob.simulator.program;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts each notification to a URL, as SNS does to an HTTP subscriber; a failed post is logged and not repeated. */
public final class HttpSubscriber {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSubscriber.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    /** Creates a subscriber with this URL. */
    public HttpSubscriber(URI url) {
        this.url = url;
    }

    /** Posts a notification without waiting for the answer. */
    public void post(String topicArn, String envelope) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("x-amz-sns-message-type", "Notification")
                .header("x-amz-sns-topic-arn", topicArn)
                .POST(BodyPublishers.ofString(envelope))
                .build();
        client.sendAsync(request, BodyHandlers.discarding()).whenComplete(this::report);
    }

    private void report(HttpResponse<Void> response, Throwable failure) {
        if (failure != null) {
            LOG.warn("{} did not take a notification: {}", url, failure.toString());
        } else if (response.statusCode() >= 300) {
            LOG.warn("{} answered a notification with {}", url, response.statusCode());
        }
    }
}
