package io.github.glacierjob.budget;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.message.OrderWitness;
import io.github.glacierjob.internal.service.Failure;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The room that was taken for an order, until its exchange ends. What the order itself met decides whether the room is given
 * back; the failure of the exchange may be that of a later step, and counts only where no order is known. Thread-safe.
 */
final class TakenRoom extends SynchronizationAdapter implements OrderWitness {

    private final Holdings holdings;
    private final String id;
    private final AtomicReference<Fate> fate = new AtomicReference<>();

    TakenRoom(Holdings holdings, String id) {
        this.holdings = holdings;
        this.id = id;
    }

    String id() {
        return id;
    }

    @Override
    public void saw(Fate seen) {
        fate.accumulateAndGet(
                seen, (before, now) -> before == null || now.compareTo(before) > 0 ? now : before);
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
