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
 * A message's body, which was read once.
 *
 * @param content one of the SDK's types, an archive of an inventory, a map (also the map of JSON text), or any other
 *                object, which has no meaning here
 */
record MessageBody(Object content) {

    /**
     * Reads the body for an operation that must understand it: a body that begins like a JSON object must be valid JSON.
     */
    static MessageBody asked(Message message) {
        return new MessageBody(JsonText.in(message)
                .<Object>map(json -> ServiceJson.parse("body", json))
                .orElse(message.getBody()));
    }

    /** Reads the body for an operation that ignores a body which it does not understand. */
    static MessageBody offered(Message message) {
        try {
            return asked(message);
        } catch (IllegalArgumentException e) {
            return new MessageBody(null);
        }
    }

    /**
     * The operation's request, if the body is a request: the SDK's type, or JSON or a map with a member of that type.
     * Refuses the SDK's request of another operation, an unknown member, and a member of a wrong type.
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

    /**
     * Whether the map is meant as the request: one of its members is enough, unless the body is known as something else.
     */
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

    /** The mention of an existing job or archive in the body, if there is one. */
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
