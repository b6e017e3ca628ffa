package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Publishes what the service tells SNS: once per finished job, to the job's own topic and to the vault's.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html">Notifications</a>
 */
final class Notifier {
    private final Consumer<PublishedNotification> listener;
    private final List<PublishedNotification> published = new CopyOnWriteArrayList<>();
    private final Queue<PublishedNotification> pending = new ConcurrentLinkedQueue<>();

    Notifier(Consumer<PublishedNotification> listener) {
        this.listener = listener;
    }

    List<PublishedNotification> published() {
        return List.copyOf(published);
    }

    void clear() {
        published.clear();
    }

    void publish(String topicArn, String message, Instant at) {
        PublishedNotification one =
                new PublishedNotification(topicArn, message, envelope(topicArn, message, at.plusMillis(57)));
        published.add(one);
        pending.add(one);
    }

    /** Hands what was published to the listener; called without holding the world's lock. */
    void deliver() {
        for (PublishedNotification next = pending.poll(); next != null; next = pending.poll()) {
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
