package io.github.glacierjob.internal.message;

import io.github.glacierjob.internal.text.Rejection;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Reads an option that is a filter: a Simple predicate with the value in the body, or a predicate of the registry. */
public final class UserFilter {

    private UserFilter() {}

    /**
     * The predicate of an option; without a value it accepts everything.
     *
     * @param example a Simple predicate, for the message of the exception
     * @throws IllegalArgumentException if the value is neither a Simple predicate nor a predicate
     */
    @SuppressWarnings("unchecked")
    public static <T> Predicate<T> of(String option, Object value, String example, CamelContext context) {
        if (value == null || value.equals("")) {
            return each -> true;
        }
        if (value instanceof Predicate<?> predicate) {
            return (Predicate<T>) predicate;
        }
        Rejection.unless(
                value instanceof String,
                option,
                value.getClass().getName(),
                "must be a Simple predicate or a java.util.function.Predicate");
        org.apache.camel.Predicate simple = simple(option, (String) value, example, context);
        return each -> {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(each);
            return simple.matches(exchange);
        };
    }

    private static org.apache.camel.Predicate simple(String option, String text, String example, CamelContext context) {
        try {
            org.apache.camel.Predicate predicate =
                    context.resolveLanguage("simple").createPredicate(text);
            predicate.init(context);
            return predicate;
        } catch (RuntimeException e) {
            throw Rejection.of(
                    option,
                    text,
                    "must be a Simple predicate such as " + example + ": " + Rejection.printable(e.getMessage()),
                    e);
        }
    }
}
