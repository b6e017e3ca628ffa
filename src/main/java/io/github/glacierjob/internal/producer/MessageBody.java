package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.GlacierRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * A message's body, read once.
 *
 * @param content one of the SDK's types, an archive of an inventory, a map (also of what was JSON), or null for what says nothing to this component
 */
record MessageBody(Object content) {

    /**
     * Reads the body of an operation that needs to know what it says.
     *
     * @param message the message
     * @return its body
     * @throws IllegalArgumentException if it begins like a JSON object and is none
     */
    static MessageBody asked(Message message) {
        return new MessageBody(JsonText.in(message)
                .<Object>map(json -> ServiceJson.parse("body", json))
                .orElse(message.getBody()));
    }

    /**
     * Reads the body of an operation that passes over what it does not understand.
     *
     * @param message the message
     * @return its body
     */
    static MessageBody offered(Message message) {
        try {
            return asked(message);
        } catch (IllegalArgumentException e) {
            return new MessageBody(null);
        }
    }

    /**
     * The SDK's request, if the body is one.
     *
     * @param type what the operation takes
     * @return the request, or empty if the body is no request at all
     * @throws IllegalArgumentException if it is the request of another operation
     */
    <T extends GlacierRequest> Optional<T> request(Class<T> type) {
        if (content instanceof GlacierRequest && !type.isInstance(content)) {
            throw Rejection.of("body", content.getClass().getSimpleName(), "must be " + type.getSimpleName());
        }
        return type.isInstance(content) ? Optional.of(type.cast(content)) : Optional.empty();
    }

    /**
     * The descriptor of a range, if the body is one.
     *
     * @return empty if it is something else
     * @throws IllegalArgumentException if it is a descriptor with a wrong field
     */
    Optional<RangeDescriptor> range() {
        return content instanceof Map<?, ?> map ? RangeDescriptor.in(map) : Optional.empty();
    }

    /**
     * What the body says about a job that there is.
     *
     * @return empty if it speaks of none
     */
    Optional<JobMention> mention() {
        if (content instanceof GlacierJobDescription job) {
            return Optional.of(JobMention.of(job));
        }
        if (content instanceof InitiateJobResponse job) {
            return Optional.of(JobMention.of(job));
        }
        if (content instanceof InventoryArchive archive) {
            return Optional.of(JobMention.ofArchive(archive.id()));
        }
        return content instanceof Map<?, ?> map ? JobMention.in(map) : Optional.empty();
    }
}
