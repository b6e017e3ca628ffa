package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * What the service publishes when a job has ended: the job's description, in the envelope of the notification service,
 * bare where raw delivery is on, or as the event of a function. Source: "Configuring Vault Notifications in Amazon S3 Glacier".
 */
final class Notification {

    private static final String MESSAGE = "Message";

    private Notification() {}

    /**
     * The job that a document is about, or empty if it is no notification.
     *
     * @throws IllegalArgumentException if it is one, but a member has a wrong type
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

    /** The envelope that a function gets of a topic ({@code Sns}) or of a queue ({@code body}). */
    private static Optional<Map<?, ?>> record(Object records) {
        if (!(records instanceof List<?> list) || list.isEmpty() || !(list.get(0) instanceof Map<?, ?> first)) {
            return Optional.empty();
        }
        Optional<Map<?, ?>> envelope = message(first.get("Sns")).or(() -> message(first.get("body")));
        Rejection.unless(
                envelope.isEmpty() || list.size() == 1,
                "Records",
                list.size() + " records",
                "must be a single one: split the list, or set the batch size to 1");
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
