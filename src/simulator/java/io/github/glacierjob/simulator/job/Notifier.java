package io.github.glacierjob.simulator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.glacierjob.simulator.bytes.TreeHash;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.Recent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Publishes the notifications that the service sends to SNS: once for each ended job, to the job's topic and to the
 * vault's topic.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html">Notifications</a>
 */
public final class Notifier {
    private final Consumer<Notification> listener;
    private final Recent<Notification> published;
    private final Queue<Notification> pending = new ConcurrentLinkedQueue<>();

    /**
     * Creates a notifier; {@code listener} is called for each notification, and {@code kept} of the newest notifications
     * are kept.
     */
    public Notifier(Consumer<Notification> listener, int kept) {
        this.listener = listener;
        this.published = new Recent<>(kept);
    }

    /** The notifications so far, or the newest of them. */
    public List<Notification> published() {
        return published.all();
    }

    /** Forgets the notifications. */
    public void clear() {
        published.clear();
    }

    /** Publishes the end of a job to the subscribed topics. */
    void ended(Job job) {
        String message = null;
        if (job.request().snsTopic() != null) {
            message = Json.text(JobDocument.of(job));
            publish(job.request().snsTopic(), message, job.end());
        }
        ObjectNode wanted = job.vault().notifications();
        if (wanted != null) {
            for (var event : wanted.path("Events")) {
                if (event.asText().equals(job.request().kind().action() + "Completed")) {
                    message = message == null ? Json.text(JobDocument.of(job)) : message;
                    publish(wanted.path("SNSTopic").asText(), message, job.end());
                }
            }
        }
    }

    private void publish(String topicArn, String message, Instant at) {
        Notification one = new Notification(topicArn, message, envelope(topicArn, message, at.plusMillis(57)));
        published.add(one);
        pending.add(one);
    }

    /** Passes new notifications to the listener; called without holding a lock. */
    public void deliver() {
        for (Notification next = pending.poll(); next != null; next = pending.poll()) {
            listener.accept(next);
        }
    }

    private static String envelope(String topicArn, String message, Instant at) {
        String[] arn = topicArn.split(":");
        String host = "https://sns." + (arn.length > 3 ? arn[3] : "us-east-1") + ".amazonaws.com/";
        MessageDigest digest = TreeHash.sha256();
        byte[] hash = digest.digest((topicArn + at + message).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bits = ByteBuffer.wrap(hash);
        UUID id = new UUID(bits.getLong(), bits.getLong());
        String unsubscribe = host + "?Action=Unsubscribe&SubscriptionArn=" + topicArn + ":" + id;
        return "{\n"
                + line("Type", "Notification", ",\n")
                + line("MessageId", id.toString(), ",\n")
                + line("TopicArn", topicArn, ",\n")
                + line("Message", message, ",\n")
                + line("Timestamp", Json.millis(at), ",\n")
                + line("SignatureVersion", "1", ",\n")
                + line("Signature", Base64.getEncoder().encodeToString(hash), ",\n")
                + line("SigningCertURL", host + "SimpleNotificationService-simulated.pem", ",\n")
                + line("UnsubscribeURL", unsubscribe, "\n")
                + "}";
    }

    private static String line(String key, String value, String end) {
        return "  \"" + key + "\" : " + TextNode.valueOf(value) + end;
    }
}
