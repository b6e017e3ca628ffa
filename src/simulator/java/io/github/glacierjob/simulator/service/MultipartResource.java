package io.github.glacierjob.simulator.service;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.Marker;
import io.github.glacierjob.simulator.protocol.Paging;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.protocol.Texts;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.MultipartUpload;
import io.github.glacierjob.simulator.vault.Vault;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The operations on multipart uploads.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/multipart-archive-operations.html">Multipart
 *     operations</a>
 */
final class MultipartResource {
    private static final int PAGE = 50;
    private static final long MAX_PART = 4L << 30;

    private final Account account;
    private final Ids ids;
    private final Vaults vaults;
    private final ArchiveResource archives;
    private final Map<String, String> completed = new LinkedHashMap<>();

    MultipartResource(Account account, Ids ids, Vaults vaults, ArchiveResource archives) {
        this.account = account;
        this.ids = ids;
        this.vaults = vaults;
        this.archives = archives;
    }

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.INITIATE_MULTIPART_UPLOAD, this::initiate);
        handlers.put(Route.UPLOAD_MULTIPART_PART, this::upload);
        handlers.put(Route.COMPLETE_MULTIPART_UPLOAD, this::complete);
        handlers.put(Route.ABORT_MULTIPART_UPLOAD, this::abort);
        handlers.put(Route.LIST_MULTIPART_UPLOADS, this::listUploads);
        handlers.put(Route.LIST_PARTS, this::listParts);
    }

    private Reply initiate(Call call) {
        Vault vault = vaults.get(call.vault());
        String description = call.header(Headers.DESCRIPTION);
        MultipartUpload upload = MultipartUpload.begin(
                ids.upload(),
                description == null || description.isBlank() ? null : Texts.description(description.stripLeading()),
                partSize(call),
                account.now());
        vault.uploads().put(upload.id(), upload);
        String location = "/" + account.id() + "/vaults/" + vault.name() + "/multipart-uploads/" + upload.id();
        return Reply.of(201).header("Location", location).header("x-amz-multipart-upload-id", upload.id());
    }

    private static long partSize(Call call) {
        String text = call.requiredHeader("x-amz-part-size");
        long size = text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
        if (Long.bitCount(size) != 1 || size < MIB || size > MAX_PART) {
            throw GlacierError.invalid(
                    "Invalid part size: " + text + ". Part size must not be null, must be a power of "
                            + "two and be between 1048576 and 4294967296 bytes.");
        }
        return size;
    }

    private MultipartUpload find(Call call) {
        MultipartUpload upload = vaults.get(call.vault()).uploads().get(call.id());
        if (upload == null) {
            throw GlacierError.notFound("The multipart upload ID was not found: " + call.id());
        }
        return upload;
    }

    private Reply upload(Call call) {
        MultipartUpload upload = find(call);
        String text = call.requiredHeader("content-range");
        ByteRange range = partRange(text, upload.partSize());
        Bytes part = call.body().content();
        if (range.length() != part.size()) {
            throw GlacierError.invalid(
                    "Content-Range: " + text + " is incompatible with Content-Length: " + part.size());
        }
        ArchiveResource.checkHashes(call);
        upload.parts().put(range.start(), part);
        return Reply.of(204).header(Headers.TREE_HASH, part.treeHash());
    }

    private static ByteRange partRange(String text, long partSize) {
        if (text.startsWith("bytes ") && text.endsWith("/*")) {
            ByteRange range = ByteRange.parse(text.substring("bytes ".length(), text.length() - 2))
                    .orElseThrow(() -> GlacierError.invalid("Invalid Content-Range: " + text));
            if (range.start() % partSize == 0 && range.length() <= partSize) {
                return range;
            }
        }
        throw GlacierError.invalid("Invalid Content-Range: " + text);
    }

    private Reply complete(Call call) {
        Vault vault = vaults.get(call.vault());
        Archive done = vault.archives().get(completed.get(call.id()));
        if (done != null) {
            return archives.created(vault, done);
        }
        MultipartUpload upload = find(call);
        Bytes content = upload.assemble();
        String size = call.requiredHeader("x-amz-archive-size");
        if (!size.equals(Long.toString(content.size()))) {
            throw GlacierError.invalid("Invalid archive size: " + size + ", the parts have " + content.size());
        }
        ArchiveResource.checkTreeHash(call, content);
        Archive archive =
                vaults.upload(vault, new Archive(ids.archive(), upload.description(), account.now(), content));
        vault.uploads().remove(upload.id());
        completed.put(upload.id(), archive.id());
        return archives.created(vault, archive);
    }

    private Reply abort(Call call) {
        find(call);
        vaults.get(call.vault()).uploads().remove(call.id());
        return Reply.of(204);
    }

    private Reply listUploads(Call call) {
        Vault vault = vaults.get(call.vault());
        ObjectNode page = page(call, vault.uploads(), "UploadsList", upload -> describe(vault, upload));
        return Reply.json(200, page);
    }

    private Reply listParts(Call call) {
        MultipartUpload upload = find(call);
        Vault vault = vaults.get(call.vault());
        Map<String, ByteRange> ranges = new LinkedHashMap<>();
        upload.parts()
                .forEach((start, part) ->
                        ranges.put(Long.toString(start), new ByteRange(start, start + part.size() - 1)));
        ObjectNode page = page(call, ranges, "Parts", range -> Json.object()
                .put("RangeInBytes", range.toString())
                .put("SHA256TreeHash", upload.parts().get(range.start()).treeHash()));
        return Reply.json(
                200,
                Json.object()
                        .put("ArchiveDescription", upload.description())
                        .put("CreationDate", Json.millis(upload.created()))
                        .put("Marker", page.get("Marker").textValue())
                        .put("MultipartUploadId", upload.id())
                        .put("PartSizeInBytes", upload.partSize())
                        .<ObjectNode>set("Parts", page.get("Parts"))
                        .put("VaultARN", vault.arn()));
    }

    private static ObjectNode describe(Vault vault, MultipartUpload upload) {
        return Json.object()
                .put("ArchiveDescription", upload.description())
                .put("CreationDate", Json.millis(upload.created()))
                .put("MultipartUploadId", upload.id())
                .put("PartSizeInBytes", upload.partSize())
                .put("VaultARN", vault.arn());
    }

    /** Writes one page of {@code items}; the marker names the first item of the next page. */
    private static <T> ObjectNode page(Call call, Map<String, T> items, String name, Function<T, ObjectNode> describe) {
        int limit = Paging.limit(call, PAGE);
        String marker = call.query().get("marker");
        String first = marker == null || marker.isEmpty() ? null : Marker.decode(name, marker);
        ArrayNode list = Json.array();
        String next = null;
        boolean begun = first == null;
        for (Map.Entry<String, T> item : items.entrySet()) {
            begun = begun || item.getKey().equals(first);
            if (begun && list.size() == limit) {
                next = Marker.encode(name, item.getKey());
                break;
            }
            if (begun) {
                list.add(describe.apply(item.getValue()));
            }
        }
        return Json.object().put("Marker", next).set(name, list);
    }
}
