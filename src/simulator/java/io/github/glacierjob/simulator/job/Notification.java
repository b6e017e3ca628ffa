package io.github.glacierjob.simulator.job;

/** A notification to a topic: the message, and its envelope for the subscribers. */
public record Notification(String topicArn, String message, String envelope) {}
