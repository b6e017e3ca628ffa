package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.OrderHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Stores the history of an order in a property of the exchange, which stays during redeliveries by the route's error
 * handler. The map in the property is replaced and never changed, so that copies of the exchange do not share changes.
 */
record ExchangeHistory(Exchange exchange, JobOrder order) implements OrderHistory {

    private static final String PROPERTY = "CamelGlacierJobInitiations";

    @Override
    public Optional<Sent> last() {
        return Optional.ofNullable((Sent) all().get(order.key()));
    }

    @Override
    public void remember(Sent sent) {
        Map<Object, Object> changed = new HashMap<>(all());
        changed.put(order.key(), sent);
        exchange.setProperty(PROPERTY, changed);
    }

    @Override
    public void forget() {
        Map<Object, Object> changed = new HashMap<>(all());
        changed.remove(order.key());
        exchange.setProperty(PROPERTY, changed);
    }

    @Override
    public Optional<Instant> redelivered() {
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class))
                ? Optional.of(created())
                : Optional.empty();
    }

    /**
     * The earliest possible creation time, because this machine's clock may have been set since then, and its monotonic
     * clock may have stopped while the machine slept.
     */
    private Instant created() {
        Instant byClock = Instant.ofEpochMilli(exchange.getClock().getCreated());
        Instant byAge = Instant.now().minusMillis(exchange.getClock().elapsed());
        return byAge.isBefore(byClock) ? byAge : byClock;
    }

    private Map<?, ?> all() {
        return exchange.getProperty(PROPERTY) instanceof Map<?, ?> sent ? sent : Map.of();
    }
}
