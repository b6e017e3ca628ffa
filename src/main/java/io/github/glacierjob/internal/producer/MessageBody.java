package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.GlacierRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * A message's body, read once.
 *
 * @param content one of the SDK's types, an archive of an inventory, a map (also of what was JSON), or anything else, which
 *                means nothing here
 */
record MessageBody(Object content) {

    /** Reads the body of an operation that must understand it: what begins like a JSON object has to be one. */
    static MessageBody asked(Message message) {
        return new MessageBody(JsonText.in(message)
                .<Object>map(json -> ServiceJson.parse("body", json))
                .orElse(message.getBody()));
    }

    /** Reads the body of an operation that ignores what it does not understand. */
    static MessageBody offered(Message message) {
        try {
            return asked(message);
        } catch (IllegalArgumentException e) {
            return new MessageBody(null);
        }
    }

    /**
     * The request of the operation, if the body is one: the SDK's type, or JSON or a map with a member of it. The SDK's request
     * of another operation is refused, and so is a member that is unknown or of a wrong type.
     */
    <T extends GlacierRequest> Optional<T> request(Class<T> type, ServiceJson<T> json) {
        if (content instanceof Map<?, ?> map && isMeantAs(map, json)) {
            return Optional.of(json.fromMap(map));
        }
        Rejection.unless(
                !(content instanceof GlacierRequest) || type.isInstance(content),
                "body",
                content == null ? null : content.getClass().getSimpleName(),
                "must be " + type.getSimpleName());
        return type.isInstance(content) ? Optional.of(type.cast(content)) : Optional.empty();
    }

    /** One member of the request is enough, unless the body is known as something else. */
    private boolean isMeantAs(Map<?, ?> map, ServiceJson<?> json) {
        Set<String> members = json.members();
        return !map.isEmpty() && members.containsAll(map.keySet())
                || map.keySet().stream().anyMatch(members::contains)
                        && mention().isEmpty()
                        && range().isEmpty();
    }

    /** The descriptor of a range, if the body is one; a descriptor with a wrong field is refused. */
    Optional<RangeDescriptor> range() {
        return content instanceof Map<?, ?> map ? RangeDescriptor.in(map) : Optional.empty();
    }

    /** What the body says about an existing job or archive, if it names one. */
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
