package io.github.glacierjob.internal.message;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/**
 * Creates messages that begin with the headers of the incoming message. Immutable.
 *
 * @param context the messages' context
 * @param headers the headers of each new message
 */
record MessageTemplate(CamelContext context, Map<String, Object> headers) {

    MessageTemplate {
        headers = Map.copyOf(headers);
    }

    MessageTemplate(Message asked) {
        this(asked.getExchange().getContext(), withoutNulls(asked));
    }

    private static Map<String, Object> withoutNulls(Message asked) {
        Map<String, Object> headers = asked.copy().getHeaders();
        headers.values().removeIf(Objects::isNull);
        return headers;
    }

    /** Creates a message with these headers, and lets {@code content} fill it. */
    Message filled(Consumer<Message> content) {
        Message message = new DefaultMessage(context);
        headers.forEach(message::setHeader);
        content.accept(message);
        return message;
    }
}
