package io.github.glacierjob.docs;

import io.github.glacierjob.docs.ComponentJson.Entry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The purposes of headers, which are the sections of the page of headers, in this order. Names have no prefix here. */
enum HeaderPurpose {
    ADDRESS("Which job, vault and archive", "Id AccountId VaultName VaultArn ArchiveId ArchiveDescription"),
    OPERATION("What the producer does", "Operation"),
    NEW_JOB(
            "Parameters of a new job (initiateJob)",
            "Type Description SnsTopic RetrievalByteRange Tier Format InventoryStartDate InventoryEndDate"
                    + " InventoryLimit InventoryMarker SelectParameters OutputLocation"),
    INITIATED("Answer of initiateJob", "Location Reused"),
    LIST("The list of jobs (listJobs)", "FilterStatusCode FilterCompleted Limit Marker NextMarker"),
    STATE(
            "State of the job",
            "Details Action Completed StatusCode StatusMessage CreationDate CompletionDate CamelMessageTimestamp"
                    + " ExpiresAt"),
    SIZE("Sizes", "ArchiveSizeInBytes InventorySizeInBytes OutputSizeInBytes"),
    PROOF("Hashes and proof", "Sha256TreeHash ArchiveSha256TreeHash Checksum Proof"),
    ANSWER(
            "Output: what is requested, and the answer of the service",
            "Range HttpStatus ContentRange AcceptRanges Content-Type OutputPath"),
    CHUNK("Chunk", "ChunkIndex ChunkCount ChunkStart ChunkEnd ChunkSize ChunkLast ChunkTreeHash"),
    INVENTORY("Inventory (outputMode=archives)", "InventoryDate EmptyInventory BadArchives BadArchiveCause"),
    FILE("File (outputMode=file)", "CamelFileName CamelFileLength CamelFileNameProduced"),
    VAULT_REQUEST(Scheme.EGRESS, "Requests", "Operation BytesPerHour"),
    VAULT_ARCHIVE(Scheme.EGRESS, "Each message of an archive", "Archive Name CamelFileLastModified"),
    VAULT_DIGESTS(Scheme.EGRESS, "Digests (digests)", "Md5 Sha256 Crc32c Crc64Nvme"),
    VAULT_PARTS(
            Scheme.EGRESS,
            "Parts of objects (outputMode=chunks)",
            "PartNumber PartLast ObjectNumber ObjectCount Objects"),
    VAULT_END(Scheme.EGRESS, "The last message (sendSummary=true)", "Summary");

    private final Scheme scheme;
    private final String title;
    private final List<String> names;

    HeaderPurpose(String title, String names) {
        this(Scheme.JOB, title, names);
    }

    HeaderPurpose(Scheme scheme, String title, String names) {
        this.scheme = scheme;
        this.title = title;
        this.names = List.of(names.split(" "));
    }

    /** The headers of each purpose, by its title. A header without a purpose is an error. */
    static Map<String, List<Entry>> grouped(Scheme scheme, List<Entry> headers) {
        Map<HeaderPurpose, List<Entry>> groups =
                headers.stream().collect(Collectors.groupingBy(header -> of(scheme, header), Collectors.toList()));
        Map<String, List<Entry>> byTitle = new LinkedHashMap<>();
        for (HeaderPurpose purpose : of(scheme)) {
            byTitle.put(purpose.title, groups.get(purpose));
        }
        return byTitle;
    }

    private static List<HeaderPurpose> of(Scheme scheme) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.scheme == scheme)
                .toList();
    }

    private static HeaderPurpose of(Scheme scheme, Entry header) {
        String name = header.name().replaceFirst("^" + scheme.headerPrefix(), "");
        return of(scheme).stream()
                .filter(purpose -> purpose.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        header.name() + " has no purpose; add it to " + HeaderPurpose.class.getSimpleName()));
    }
}
