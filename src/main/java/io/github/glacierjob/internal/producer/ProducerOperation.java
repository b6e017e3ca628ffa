package io.github.glacierjob.internal.producer;

import org.apache.camel.Message;

/** An operation of the producer. Thread-safe, because a producer serves many exchanges at a time. */
@FunctionalInterface
public interface ProducerOperation {

    /**
     * Reads the request from the message, sends it, and writes the answer into the message. Other headers are kept.
     *
     * @throws Exception the SDK's exception, or an IllegalArgumentException before any request
     */
    void process(Message message) throws Exception;
}
