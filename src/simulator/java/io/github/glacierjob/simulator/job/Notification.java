package io.github.glacierjob.simulator.job;

/** What a topic receives: a message, and the envelope in which its subscribers get it. */
public record Notification(String topicArn, String message, String envelope) {}
