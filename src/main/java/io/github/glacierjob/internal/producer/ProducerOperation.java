package io.github.glacierjob.internal.producer;

import org.apache.camel.Message;

/** One of the producer's operations. Thread-safe: a producer serves many exchanges at a time. */
@FunctionalInterface
public interface ProducerOperation {

    /**
     * Reads what the message asks for, sends the request, and writes the answer into the message. Other headers are kept.
     *
     * @throws Exception the SDK's exception, or an IllegalArgumentException before any request
     */
    void process(Message message) throws Exception;
}
