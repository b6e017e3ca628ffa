package io.github.glacierjob.simulator.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.Paging;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Vault;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.Map;

/**
 * The operations on vaults: create, describe, list and delete.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-operations.html">Vault operations</a>
 */
final class VaultResource {
    private static final int PAGE = 10;

    private final Account account;
    private final Vaults vaults;
    private final Jobs jobs;

    VaultResource(Account account, Vaults vaults, Jobs jobs) {
        this.account = account;
        this.vaults = vaults;
        this.jobs = jobs;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.CREATE_VAULT, this::create);
        handlers.put(Route.DESCRIBE_VAULT, this::describe);
        handlers.put(Route.DELETE_VAULT, this::delete);
        handlers.put(Route.LIST_VAULTS, this::list);
    }

    private Reply create(Call call) {
        vaults.create(call.vault());
        return Reply.of(201).header("Location", "/" + account.id() + "/vaults/" + call.vault());
    }

    private Reply describe(Call call) {
        return Reply.json(200, vaults.get(call.vault()).describe());
    }

    private Reply delete(Call call) {
        vaults.delete(call.vault());
        jobs.leave(call.vault());
        return Reply.of(204);
    }

    private Reply list(Call call) {
        int limit = Paging.limit(call, PAGE);
        String marker = call.query().getOrDefault("marker", "");
        String after = marker.substring(marker.lastIndexOf('/') + 1);
        ArrayNode list = Json.array();
        String last = null;
        boolean more = false;
        for (Vault vault : vaults.all().tailMap(after, false).values()) {
            if (list.size() == limit) {
                more = true;
                break;
            }
            list.add(vault.describe());
            last = vault.arn();
        }
        return Reply.json(200, Json.object().put("Marker", more ? last : null).set("VaultList", list));
    }
}
