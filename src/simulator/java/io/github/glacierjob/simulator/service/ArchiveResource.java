package io.github.glacierjob.simulator.service;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.protocol.Texts;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vault;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.Map;

/**
 * The operations on archives: upload in one piece, and delete.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/archive-operations.html">Archive operations</a>
 */
final class ArchiveResource {
    private final Account account;
    private final Ids ids;
    private final Vaults vaults;

    ArchiveResource(Account account, Ids ids, Vaults vaults) {
        this.account = account;
        this.ids = ids;
        this.vaults = vaults;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.UPLOAD_ARCHIVE, this::upload);
        handlers.put(Route.DELETE_ARCHIVE, this::delete);
    }

    private Reply upload(Call call) {
        Vault vault = vaults.get(call.vault());
        Bytes content = call.body().content();
        if (content.size() == 0) {
            throw GlacierError.invalid("Invalid Content-Length: 0");
        }
        checkHashes(call);
        String description = description(call);
        Archive archive = vaults.upload(vault, new Archive(ids.archive(), description, account.now(), content));
        return created(vault, archive);
    }

    Reply created(Vault vault, Archive archive) {
        String owner = account.id();
        return Reply.of(201)
                .header("Location", "/" + owner + "/vaults/" + vault.name() + "/archives/" + archive.id())
                .header("x-amz-archive-id", archive.id())
                .header(Headers.TREE_HASH, archive.content().treeHash());
    }

    private Reply delete(Call call) {
        vaults.remove(vaults.get(call.vault()), call.id());
        return Reply.of(204);
    }

    /** Compares both hashes of an upload with its bytes. */
    static void checkHashes(Call call) {
        String linear = call.header("x-amz-content-sha256");
        if (linear != null
                && linear.matches("[0-9a-fA-F]{64}")
                && !linear.equalsIgnoreCase(call.body().sha256())) {
            throw new GlacierError(
                    403,
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided.");
        }
        checkTreeHash(call, call.body().content());
    }

    static void checkTreeHash(Call call, Bytes content) {
        String given = call.requiredHeader(Headers.TREE_HASH);
        String actual = content.treeHash();
        if (!given.equalsIgnoreCase(actual)) {
            throw GlacierError.invalid("Checksum mismatch: expected " + given + " server computed " + actual);
        }
    }

    /** The archive's description; null if the request has no description. */
    static String description(Call call) {
        String description = call.header(Headers.DESCRIPTION);
        if (description == null || description.isEmpty()) {
            return null;
        }
        return Texts.description(description);
    }
}
