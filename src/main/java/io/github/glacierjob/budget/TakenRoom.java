package io.github.glacierjob.budget;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.message.OrderWitness;
import io.github.glacierjob.internal.service.Failure;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Holds the room of one order until its exchange ends. The outcome of the order decides whether the room is given back.
 * The failure of the exchange decides only if no outcome is known, because a later step may have failed. Thread-safe.
 */
final class TakenRoom extends SynchronizationAdapter implements OrderWitness {

    private final Holdings holdings;
    private final String id;
    private final String exchangeId;
    private final AtomicReference<Fate> fate = new AtomicReference<>();

    TakenRoom(Holdings holdings, String id, String exchangeId) {
        this.holdings = holdings;
        this.id = id;
        this.exchangeId = exchangeId;
    }

    String id() {
        return id;
    }

    /**
     * Whether this room is for the next order of the exchange. A copy of an exchange has the property, but not the room,
     * of its original.
     */
    boolean isFor(Exchange exchange) {
        boolean answered = fate.get() == Fate.PLACED || fate.get() == Fate.REUSED;
        return exchangeId.equals(exchange.getExchangeId()) && !answered;
    }

    @Override
    public void saw(Fate seen) {
        fate.accumulateAndGet(seen, (before, now) -> before == null || now.compareTo(before) > 0 ? now : before);
    }

    @Override
    public void onComplete(Exchange exchange) {
        end(exchange.getMessage().getHeader(GlacierJobConstants.REUSED, false, Boolean.class));
    }

    @Override
    public void onFailure(Exchange exchange) {
        end(isCertainlyNotExecuted(exchange.getException()));
    }

    private void end(boolean isFreeWithoutAnOrder) {
        Fate known = fate.get();
        if (known == null ? isFreeWithoutAnOrder : known == Fate.REUSED) {
            holdings.giveBack(id);
        } else {
            holdings.answered(id);
        }
    }

    private static boolean isCertainlyNotExecuted(Exception failure) {
        if (failure == null) {
            return false;
        }
        return switch (Failure.of(failure)) {
            case THROTTLED, UNREACHED, POLICY, NO_CAPACITY -> true;
            default -> false;
        };
    }
}
