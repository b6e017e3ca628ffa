package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Reads notifications, which the service publishes when a job has ended: the job's description in the envelope of the
 * notification service, without the envelope if raw delivery is on, or as the event of a function. Source: "Configuring
 * Vault Notifications in Amazon S3 Glacier".
 */
final class Notification {

    private static final String MESSAGE = "Message";

    private Notification() {}

    /**
     * Returns the job of a notification; empty if the document is not a notification.
     *
     * @throws IllegalArgumentException if a member of the notification has a wrong type
     */
    static Optional<GlacierJobDescription> in(Map<?, ?> document) {
        if (isJob(document)) {
            return Optional.of(ServiceJson.JOB.fromMap(document));
        }
        Optional<Map<?, ?>> record = record(document.get("Records"));
        if (record.isPresent()) {
            return in(record.get());
        }
        boolean envelope = document.containsKey("TopicArn") || "Notification".equals(document.get("Type"));
        Optional<Map<?, ?>> message = envelope ? message(document.get(MESSAGE)) : Optional.empty();
        return message.filter(Notification::isJob).map(ServiceJson.JOB::fromMap);
    }

    /** The envelope in a function's event from a topic ({@code Sns}) or from a queue ({@code body}). */
    private static Optional<Map<?, ?>> record(Object records) {
        if (!(records instanceof List<?> list) || list.isEmpty() || !(list.get(0) instanceof Map<?, ?> first)) {
            return Optional.empty();
        }
        Optional<Map<?, ?>> envelope = message(first.get("Sns")).or(() -> message(first.get("body")));
        Rejection.unless(
                envelope.isEmpty() || list.size() == 1,
                "Records",
                list.size() + " records",
                "must be one notification: split the list, or set the batch size to 1");
        return envelope;
    }

    private static boolean isJob(Map<?, ?> document) {
        boolean described = document.containsKey("Action") || document.containsKey("VaultARN");
        return document.get("JobId") instanceof CharSequence && (described || document.size() == 1);
    }

    private static Optional<Map<?, ?>> message(Object message) {
        if (message instanceof Map<?, ?> parsed) {
            return Optional.of(parsed);
        }
        boolean json = message instanceof CharSequence
                && message.toString().stripLeading().startsWith("{");
        return json ? Optional.of(ServiceJson.parse(MESSAGE, message.toString())) : Optional.empty();
    }
}
