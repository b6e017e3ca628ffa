package io.github.glacierjob.internal.message;

import org.apache.camel.Exchange;

/** Gets the result of the order of an exchange. Its copies share the witness. */
public interface OrderWitness {

    /** The property of an exchange that has its witness. */
    String PROPERTY = "CamelGlacierJobBudgetTaken";

    /** What became of an order that may have been sent: what costs more is later. */
    enum Fate {
        REUSED,
        MAY_EXIST,
        PLACED
    }

    /** An order of the exchange ended so. */
    void saw(Fate fate);

    /** Says it to the witness of an exchange, if it has one. */
    static void say(Exchange exchange, Fate fate) {
        if (exchange.getProperty(PROPERTY) instanceof OrderWitness witness) {
            witness.saw(fate);
        }
    }
}
