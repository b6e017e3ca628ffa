package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.message.UserFilter;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OnFailedJob;
import io.github.glacierjob.options.OutputMode;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
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
                .and(UserFilter.of("jobFilter", options.getJobFilter(), "${body.tier} == 'Bulk'", context));
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
}
