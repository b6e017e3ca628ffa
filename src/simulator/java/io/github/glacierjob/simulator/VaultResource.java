package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;

/**
 * Vaults: create, describe, list and delete.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-operations.html">Vault operations</a>
 */
final class VaultResource {
    private static final int PAGE = 10;

    private final World world;

    VaultResource(World world) {
        this.world = world;
    }

    void register(Map<Operation, Handler> handlers) {
        handlers.put(Operation.CREATE_VAULT, this::create);
        handlers.put(Operation.DESCRIBE_VAULT, this::describe);
        handlers.put(Operation.DELETE_VAULT, this::delete);
        handlers.put(Operation.LIST_VAULTS, this::list);
    }

    private Reply create(Call call) {
        world.createVault(call.vault());
        return Reply.of(201).header("Location", "/" + world.settings.accountId() + "/vaults/" + call.vault());
    }

    private Reply describe(Call call) {
        return Reply.json(200, world.vault(call.vault()).describe());
    }

    private Reply delete(Call call) {
        world.deleteVault(call.vault());
        return Reply.of(204);
    }

    private Reply list(Call call) {
        int limit = Paging.limit(call, PAGE);
        String marker = call.query().getOrDefault("marker", "");
        String after = marker.substring(marker.lastIndexOf('/') + 1);
        ArrayNode vaults = Json.array();
        String last = null;
        boolean more = false;
        for (Vault vault : world.vaults().tailMap(after, false).values()) {
            if (vaults.size() == limit) {
                more = true;
                break;
            }
            vaults.add(vault.describe());
            last = vault.arn;
        }
        return Reply.json(200, Json.object().put("Marker", more ? last : null).set("VaultList", vaults));
    }
}
