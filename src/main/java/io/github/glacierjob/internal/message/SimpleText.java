package io.github.glacierjob.internal.message;

import io.github.glacierjob.internal.text.Rejection;
import org.apache.camel.Exchange;
import org.apache.camel.support.LanguageSupport;

/**
 * Evaluates an option of a producer that may be an expression over the exchange, as in {@code jobId=${header.wanted}}.
 * The result is a value and is not evaluated again.
 */
public final class SimpleText {

    private SimpleText() {}

    /**
     * Returns the text itself, or the result of its Simple expression for an exchange.
     *
     * @throws IllegalArgumentException if the expression is wrong or has no result
     */
    public static String of(String option, String text, Exchange exchange) {
        if (!LanguageSupport.hasSimpleFunction(text)) {
            return text;
        }
        String given = evaluated(option, text, exchange);
        Rejection.unless(
                given != null && !given.isEmpty(),
                option,
                text,
                "gives nothing for this exchange: set what it reads, or leave the option out and use its header");
        return given;
    }

    private static String evaluated(String option, String text, Exchange exchange) {
        try {
            return exchange.getContext()
                    .resolveLanguage("simple")
                    .createExpression(text)
                    .evaluate(exchange, String.class);
        } catch (RuntimeException e) {
            throw Rejection.of(
                    option,
                    text,
                    "must be an expression of Camel's Simple language that can be evaluated: "
                            + Rejection.printable(e.getMessage()),
                    e);
        }
    }
}
