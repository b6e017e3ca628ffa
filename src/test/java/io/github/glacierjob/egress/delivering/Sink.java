package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressConstants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** A destination that records the messages by the names of the archives, and refuses those that a test chooses. */
final class Sink implements Processor {

    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<String> attempts = new CopyOnWriteArrayList<>();
    private final Map<String, ByteArrayOutputStream> kept = new ConcurrentHashMap<>();
    volatile Predicate<String> refused = name -> false;
    volatile Hold hold = exchange -> {};

    /** Called in the route before a message is read. */
    interface Hold {

        void at(Exchange exchange) throws Exception;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String name = exchange.getMessage().getHeader(GlacierEgressConstants.NAME, String.class);
        attempts.add(name);
        if (refused.test(name)) {
            throw new IOException("The sink refuses " + name);
        }
        hold.at(exchange);
        byte[] bytes = exchange.getMessage().getMandatoryBody(InputStream.class).readAllBytes();
        kept.computeIfAbsent(name, key -> new ByteArrayOutputStream()).writeBytes(bytes);
        Message copy = exchange.getMessage().copy();
        if (copy.getBody() instanceof byte[]) {
            // The bytes are recorded only once.
            copy.setBody(null);
        }
        messages.add(copy);
    }

    byte[] bytes(String name) {
        return kept.getOrDefault(name, new ByteArrayOutputStream()).toByteArray();
    }

    int attempts(String name) {
        return (int) attempts.stream().filter(name::equals).count();
    }

    void awaitAttempts(int count) {
        await().atMost(SOON).until(() -> attempts.size() >= count);
    }
}
