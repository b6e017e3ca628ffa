package io.github.glacierjob.simulator;

import java.util.Map;

/**
 * Archives: upload in one piece and delete.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/archive-operations.html">Archive operations</a>
 */
final class ArchiveResource {
    static final String TREE_HASH = "x-amz-sha256-tree-hash";
    static final String DESCRIPTION = "x-amz-archive-description";

    private final World world;

    ArchiveResource(World world) {
        this.world = world;
    }

    void register(Map<Operation, Handler> handlers) {
        handlers.put(Operation.UPLOAD_ARCHIVE, this::upload);
        handlers.put(Operation.DELETE_ARCHIVE, this::delete);
    }

    private Reply upload(Call call) {
        Vault vault = world.vault(call.vault());
        Content content = call.body().content();
        if (content.size() == 0) {
            throw GlacierError.invalid("Invalid Content-Length: 0");
        }
        checkHashes(call);
        String description = description(call);
        Archive archive = world.upload(vault, new Archive(world.ids.archive(), description, world.now(), content));
        return created(vault, archive);
    }

    Reply created(Vault vault, Archive archive) {
        String account = world.settings.accountId();
        return Reply.of(201)
                .header("Location", "/" + account + "/vaults/" + vault.name + "/archives/" + archive.id())
                .header("x-amz-archive-id", archive.id())
                .header(TREE_HASH, archive.content().treeHash());
    }

    private Reply delete(Call call) {
        world.removeArchive(world.vault(call.vault()), call.id());
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

    static void checkTreeHash(Call call, Content content) {
        String given = call.requiredHeader(TREE_HASH);
        String actual = content.treeHash();
        if (!given.equalsIgnoreCase(actual)) {
            throw GlacierError.invalid("Checksum mismatch: expected " + given + " server computed " + actual);
        }
    }

    /** The archive's description, null if there is none. */
    static String description(Call call) {
        String description = call.header(DESCRIPTION);
        if (description == null || description.isEmpty()) {
            return null;
        }
        return Texts.description(description);
    }
}
