package io.github.glacierjob.internal.producer;

import org.apache.camel.Message;

/** One of the producer's operations. Thread-safe: a producer serves many exchanges at a time. */
@FunctionalInterface
public interface ProducerOperation {

    /**
     * Reads what is asked for, sends the request, and writes the answer.
     *
     * @param message the message that asks and takes the answer; headers that say nothing of the answer are kept
     * @throws Exception the SDK's exception, or an IllegalArgumentException before any request
     */
    void process(Message message) throws Exception;
}
