package io.github.glacierjob.internal.message;

import org.apache.camel.Exchange;

/** Receives the result of the orders of an exchange. Copies of the exchange share the witness. */
public interface OrderWitness {

    /** The property of an exchange that holds its witness. */
    String PROPERTY = "CamelGlacierJobBudgetTaken";

    /** The result of an order that may have been sent, from the cheapest to the most expensive. */
    enum Fate {
        REUSED,
        MAY_EXIST,
        PLACED
    }

    /** Receives the result of an order of the exchange. */
    void saw(Fate fate);

    /** Passes a result to the witness of an exchange, if it has a witness. */
    static void say(Exchange exchange, Fate fate) {
        if (exchange.getProperty(PROPERTY) instanceof OrderWitness witness) {
            witness.saw(fate);
        }
    }
}
