package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.Rejection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Finds the jobs in a body with one or many notifications. It accepts a notification with or without its envelope, the
 * event of a function, a list of messages of a queue, and lists of all these. A message of a queue is recognized by its
 * member {@code Body}.
 */
public final class MentionedJobs {

    private static final String RULE = "must be a notification of a completed job, or a list of such notifications";

    private final Set<JobMention> jobs = new LinkedHashSet<>();
    private final Consumer<IllegalArgumentException> refusals;

    private MentionedJobs(Consumer<IllegalArgumentException> refusals) {
        this.refusals = refusals;
    }

    /**
     * Returns each job once, in the order of the body.
     *
     * @param refusals receives an exception for each part of a list that is not a notification
     * @throws IllegalArgumentException if the body is neither a notification nor a list
     */
    public static List<JobMention> in(Message message, Consumer<IllegalArgumentException> refusals) {
        MentionedJobs found = new MentionedJobs(refusals);
        found.addBody(message);
        return List.copyOf(found.jobs);
    }

    private void addBody(Message message) {
        Object body = message.getBody();
        Optional<String> text = BodyText.in(message);
        if (text.isPresent()) {
            addText(text.get());
        } else {
            add(body);
        }
    }

    private void addText(String text) {
        if (text.startsWith("[")) {
            add(ServiceJson.parse("body", "{\"Messages\":" + text + "}").get("Messages"));
        } else {
            addDocument(ServiceJson.parse("body", text));
        }
    }

    private void add(Object part) {
        if (part instanceof GlacierJobDescription job) {
            jobs.add(JobMention.of(job));
        } else if (part instanceof CharSequence text) {
            addText(text.toString().strip());
        } else if (part instanceof Collection<?> list) {
            list.forEach(this::addUnlessRefused);
        } else if (part instanceof Map<?, ?> document) {
            addDocument(document);
        } else if (part instanceof Exchange exchange) {
            addBody(exchange.getMessage());
        } else if (part instanceof Message message) {
            addBody(message);
        } else {
            add(sdkMember(part, "Messages").or(() -> sdkMember(part, "Body")).orElseThrow(() -> refused(part)));
        }
    }

    private void addUnlessRefused(Object part) {
        try {
            add(part);
        } catch (IllegalArgumentException e) {
            refusals.accept(e);
        }
    }

    private void addDocument(Map<?, ?> document) {
        Object list = document.containsKey("Records") ? document.get("Records") : document.get("Messages");
        Object message = document.containsKey("body") ? document.get("body") : document.get("Body");
        if (list instanceof Collection<?>) {
            add(list);
        } else if (message instanceof CharSequence || message instanceof Map<?, ?>) {
            add(message);
        } else if (document.get("Sns") instanceof Map<?, ?> envelope) {
            addDocument(envelope);
        } else {
            jobs.add(JobMention.in(document)
                    .filter(mention -> mention.jobId().isPresent())
                    .orElseThrow(() -> refused(document)));
        }
    }

    /** Reads a member of an SDK type from a library that is not a dependency of this component. */
    private static Optional<Object> sdkMember(Object part, String name) {
        return part instanceof SdkPojo pojo
                ? pojo.sdkFields().stream()
                        .filter(field -> field.memberName().equals(name))
                        .<Object>map(field -> field.getValueOrDefault(pojo))
                        .findFirst()
                : Optional.empty();
    }

    private static IllegalArgumentException refused(Object part) {
        return Rejection.of("body", part, RULE);
    }
}
