package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.job.Notification;

/**
 * A notification as SNS delivers it.
 *
 * @param topicArn the topic of the notification
 * @param message the job's description, compact JSON: the body of a queue with raw message delivery
 * @param envelope the SNS envelope around {@code message}: the body of a queue without raw message delivery
 */
public record PublishedNotification(String topicArn, String message, String envelope) {

    static PublishedNotification of(Notification notification) {
        return new PublishedNotification(notification.topicArn(), notification.message(), notification.envelope());
    }
}
