package io.github.glacierjob;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/** What the messages of an answer that is split have in common: the headers of the message that asked. Immutable. */
final class AskingMessage {

    private final CamelContext context;
    private final Map<String, Object> headers;

    AskingMessage(Message asked) {
        this.context = asked.getExchange().getContext();
        Map<String, Object> copy = asked.copy().getHeaders();
        copy.values().removeIf(Objects::isNull);
        this.headers = Map.copyOf(copy);
    }

    /** A new message with these headers. */
    Message answer() {
        Message message = new DefaultMessage(context);
        headers.forEach(message::setHeader);
        return message;
    }
}
