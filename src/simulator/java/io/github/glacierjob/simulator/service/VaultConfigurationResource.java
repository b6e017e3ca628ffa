package io.github.glacierjob.simulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.JsonRequest;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Vault;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.Map;
import java.util.Set;

/**
 * The operations on a vault's settings: notifications, tags and the access policy (stored, never applied).
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html">Set vault
 *     notifications</a>
 */
final class VaultConfigurationResource {
    private static final Set<String> EVENTS = Set.of("ArchiveRetrievalCompleted", "InventoryRetrievalCompleted");
    private static final int TAG_LIMIT = 10;

    private final Vaults vaults;

    VaultConfigurationResource(Vaults vaults) {
        this.vaults = vaults;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.SET_VAULT_NOTIFICATIONS, this::setNotifications);
        handlers.put(Route.GET_VAULT_NOTIFICATIONS, this::getNotifications);
        handlers.put(Route.DELETE_VAULT_NOTIFICATIONS, this::deleteNotifications);
        handlers.put(Route.SET_VAULT_ACCESS_POLICY, this::setPolicy);
        handlers.put(Route.GET_VAULT_ACCESS_POLICY, this::getPolicy);
        handlers.put(Route.DELETE_VAULT_ACCESS_POLICY, this::deletePolicy);
        handlers.put(Route.LIST_TAGS_FOR_VAULT, this::listTags);
        handlers.put(Route.CHANGE_TAGS_OF_VAULT, this::changeTags);
    }

    private Reply setNotifications(Call call) {
        Vault vault = vaults.get(call.vault());
        ObjectNode request = JsonRequest.request(call.body().bytes());
        String topic = JsonRequest.string(request, "SNSTopic");
        if (topic == null || !request.path("Events").isArray()) {
            throw GlacierError.missing(topic == null ? "SNSTopic" : "Events");
        }
        ObjectNode notifications = Json.object();
        var events = notifications.putArray("Events");
        for (JsonNode event : request.get("Events")) {
            if (!EVENTS.contains(event.asText())) {
                throw GlacierError.invalid("Invalid notification event: " + event.asText());
            }
            events.add(event.asText());
        }
        vault.subscribe(notifications.put("SNSTopic", topic));
        return Reply.of(204);
    }

    private Reply getNotifications(Call call) {
        Vault vault = vaults.get(call.vault());
        if (vault.notifications() == null) {
            throw GlacierError.notFound("No notification configuration is set for vault: " + vault.arn());
        }
        return Reply.json(200, vault.notifications());
    }

    private Reply deleteNotifications(Call call) {
        vaults.get(call.vault()).subscribe(null);
        return Reply.of(204);
    }

    private Reply setPolicy(Call call) {
        Vault vault = vaults.get(call.vault());
        String policy = JsonRequest.string(JsonRequest.request(call.body().bytes()), "Policy");
        if (policy == null) {
            throw GlacierError.missing("Policy");
        }
        vault.protect(policy);
        return Reply.of(204);
    }

    private Reply getPolicy(Call call) {
        Vault vault = vaults.get(call.vault());
        if (vault.accessPolicy() == null) {
            throw GlacierError.notFound("No access policy is set for vault: " + vault.arn());
        }
        return Reply.json(200, Json.object().put("Policy", vault.accessPolicy()));
    }

    private Reply deletePolicy(Call call) {
        vaults.get(call.vault()).protect(null);
        return Reply.of(204);
    }

    private Reply listTags(Call call) {
        ObjectNode tags = Json.object();
        vaults.get(call.vault()).tags().forEach(tags::put);
        return Reply.json(200, Json.object().set("Tags", tags));
    }

    private Reply changeTags(Call call) {
        Map<String, String> tags = vaults.get(call.vault()).tags();
        ObjectNode request = JsonRequest.request(call.body().bytes());
        String change = call.query().getOrDefault("operation", "");
        if (change.equals("add")) {
            JsonNode added = request.path("Tags");
            added.fieldNames().forEachRemaining(key -> {
                if (tags.size() == TAG_LIMIT && !tags.containsKey(key)) {
                    throw GlacierError.limit("Tag limit of " + TAG_LIMIT + " exceeded");
                }
                tags.put(key, added.get(key).asText());
            });
        } else if (change.equals("remove")) {
            request.path("TagKeys").forEach(key -> tags.remove(key.asText()));
        } else {
            throw GlacierError.invalid("Invalid operation: " + change);
        }
        return Reply.of(204);
    }
}
