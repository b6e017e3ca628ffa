package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OnFailedJob;
import io.github.glacierjob.options.OutputMode;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PatternHelper;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Decides which completed jobs of a vault a consumer wants: by output mode, action, description, outcome and the user's
 * filter.
 */
final class JobSelection implements Predicate<CompletedJob> {

    private final Predicate<GlacierJobDescription> filter;
    private final boolean failedToo;

    JobSelection(GlacierJobOptions options, CamelContext context) {
        this.failedToo = options.getOnFailedJob() != OnFailedJob.ignore;
        this.filter = byMode(options.getOutputMode())
                .and(byAction(options.getActions()))
                .and(byDescription(options.getDescription()))
                .and(byUser(options.getJobFilter(), context));
    }

    @Override
    public boolean test(CompletedJob job) {
        return (failedToo || job.succeeded()) && filter.test(job.details());
    }

    private static Predicate<GlacierJobDescription> byMode(OutputMode mode) {
        return job -> mode != OutputMode.archives || job.action() == ActionCode.INVENTORY_RETRIEVAL;
    }

    private static Predicate<GlacierJobDescription> byAction(String actions) {
        if (actions == null || actions.isEmpty()) {
            return job -> true;
        }
        Set<String> wanted = Arrays.stream(actions.split(",")).map(String::trim).collect(Collectors.toSet());
        return job -> wanted.contains(job.actionAsString());
    }

    private static Predicate<GlacierJobDescription> byDescription(String pattern) {
        return pattern == null || pattern.isEmpty()
                ? job -> true
                : job -> job.jobDescription() != null && PatternHelper.matchPattern(job.jobDescription(), pattern);
    }

    @SuppressWarnings("unchecked")
    private static Predicate<GlacierJobDescription> byUser(Object filter, CamelContext context) {
        if (filter == null || filter.equals("")) {
            return job -> true;
        }
        if (filter instanceof Predicate<?> predicate) {
            return (Predicate<GlacierJobDescription>) predicate;
        }
        if (filter instanceof String simple) {
            return bySimple(simple, context);
        }
        throw Rejection.of(
                "jobFilter",
                filter.getClass().getName(),
                "must be a Simple predicate or a java.util.function.Predicate");
    }

    private static org.apache.camel.Predicate predicate(String simple, CamelContext context) {
        try {
            org.apache.camel.Predicate predicate =
                    context.resolveLanguage("simple").createPredicate(simple);
            predicate.init(context);
            return predicate;
        } catch (RuntimeException e) {
            throw (IllegalArgumentException) Rejection.of(
                            "jobFilter",
                            simple,
                            "must be a Simple predicate such as ${body.tier} == 'Bulk': "
                                    + Rejection.printable(e.getMessage()))
                    .initCause(e);
        }
    }

    private static Predicate<GlacierJobDescription> bySimple(String simple, CamelContext context) {
        org.apache.camel.Predicate predicate = predicate(simple, context);
        return job -> {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(job);
            return predicate.matches(exchange);
        };
    }
}
