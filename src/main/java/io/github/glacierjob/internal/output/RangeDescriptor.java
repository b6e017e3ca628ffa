package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names one range of a job's output, and identifies the output by its archive, size and hash. With it any node can fetch
 * the range, and can detect that the output is a different one. Immutable and thread-safe.
 *
 * @param vaultArn   the ARN of the vault
 * @param jobId      the job
 * @param archiveId  the archive; empty for an inventory
 * @param index      the number of the range's cell in the grid of the chunk size, from 0
 * @param count      the number of cells in the grid, at least 1
 * @param range      the range in the output, at most 1 GiB long; empty for an empty output
 * @param outputSize bytes in the whole output
 * @param treeHash   the tree hash of the whole output, not of this range, from the job's description: 64 lower-case
 *                   hexadecimal digits; empty if the description has no hash, as for inventories and for retrieved ranges
 *                   that are not tree-hash aligned
 */
public record RangeDescriptor(
        String vaultArn,
        String jobId,
        Optional<String> archiveId,
        int index,
        int count,
        ByteRange range,
        long outputSize,
        Optional<String> treeHash) {

    /** The longest range in bytes. A range lies within one cell of this size, because cells are powers of two of MiB. */
    static final long LONGEST = 1L << 30;

    private static final int VERSION = 1;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> FIELDS =
            List.of("v", "vaultArn", "jobId", "archiveId", "index", "count", "start", "end", "outputSize", "treeHash");

    /** Refuses a range that no plan has. */
    public RangeDescriptor {
        refuseUnless(vaultArn.startsWith("arn:"), "vaultArn", vaultArn, "must be the ARN of a vault");
        VaultAddress.parse(vaultArn, null);
        JobIds.checked("body: jobId", jobId);
        archiveId.ifPresent(id -> JobIds.checked("body: archiveId", id));
        treeHash = treeHash.map(hash -> hash.toLowerCase(Locale.ROOT));
        treeHash.ifPresent(
                hash -> refuseUnless(HASH.matcher(hash).matches(), "treeHash", hash, "must be 64 hexadecimal digits"));
        refuseUnless(
                range.end() < outputSize, "end", range.end(), "must lie within the output of " + outputSize + " bytes");
        refuseUnless(
                isInPlan(index, count, range, outputSize),
                "start, end",
                range.start() + ", " + range.end(),
                "must be range " + index + " of " + count + " of an output of " + outputSize
                        + " bytes, cut at multiples of a power of two of MiB, at most 1 GiB");
    }

    private static boolean isInPlan(int index, int count, ByteRange range, long size) {
        return range.start() % LeafHasher.LEAF_SIZE == 0
                && plans(index, count, range, size).findFirst().isPresent();
    }

    /** All plans that have this range. Several plans are possible only if they have the same ranges. */
    private static Stream<RangePlan> plans(int index, int count, ByteRange range, long size) {
        ByteRange whole = new ByteRange(0, size - 1);
        return Stream.iterate(LeafHasher.LEAF_SIZE * 1L, cell -> cell <= LONGEST, cell -> cell * 2)
                .filter(cell -> (size - 1) / cell == count - 1L)
                .map(cell -> new RangePlan(whole, cell))
                .filter(plan -> plan.indexOf(range.start()) == index
                        && plan.from(range.start()).equals(range));
    }

    /** The size of the cells of the grid that has this range. */
    long chunkSize() {
        return plans(index, count, range, outputSize).findFirst().orElseThrow().chunkSize();
    }

    /**
     * Reads a descriptor strictly; empty if the document is something else.
     *
     * @throws IllegalArgumentException if a field of the descriptor is missing, unknown or wrong; the message names the
     *                                  field
     */
    public static Optional<RangeDescriptor> in(Map<?, ?> document) {
        return document.containsKey("vaultArn") || document.containsKey("outputSize")
                ? Optional.of(read(document))
                : Optional.empty();
    }

    private static RangeDescriptor read(Map<?, ?> fields) {
        fields.forEach((name, value) -> refuseUnless(
                FIELDS.contains(name),
                String.valueOf(name),
                value,
                "is not a field of a range's descriptor; its fields are " + String.join(", ", FIELDS)));
        long version = number(fields, "v", 0);
        refuseUnless(version == VERSION, "v", version, "must be " + VERSION + ", the only known version");
        long size = number(fields, "outputSize", 0);
        long start = number(fields, "start", 0);
        long count = number(fields, "count", 1);
        long index = number(fields, "index", 0);
        refuseUnless(count <= Integer.MAX_VALUE, "count", count, "must be at most " + Integer.MAX_VALUE);
        refuseUnless(index < count, "index", index, "must be less than count, which is " + count);
        return new RangeDescriptor(
                required(fields, "vaultArn"),
                required(fields, "jobId"),
                text(fields, "archiveId"),
                (int) index,
                (int) count,
                new ByteRange(start, number(fields, "end", start - 1)),
                size,
                text(fields, "treeHash"));
    }

    private static long number(Map<?, ?> fields, String name, long least) {
        Object value = fields.get(name);
        boolean whole = value instanceof Long || value instanceof Integer;
        refuseUnless(
                whole && ((Number) value).longValue() >= least, name, value, "must be a whole number from " + least);
        return ((Number) value).longValue();
    }

    private static String required(Map<?, ?> fields, String name) {
        return text(fields, name).orElseThrow(() -> Rejection.of("body: " + name, null, "must be text"));
    }

    private static Optional<String> text(Map<?, ?> fields, String name) {
        return Rejection.text("body: " + name, fields.get(name));
    }

    private static void refuseUnless(boolean good, String field, Object value, String rule) {
        Rejection.unless(good, "body: " + field, value, rule);
    }

    /** Returns the fields of the descriptor's JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("v", VERSION);
        fields.put("vaultArn", vaultArn);
        fields.put("jobId", jobId);
        archiveId.ifPresent(id -> fields.put("archiveId", id));
        fields.put("index", index);
        fields.put("count", count);
        fields.put("start", range.start());
        fields.put("end", range.end());
        fields.put("outputSize", outputSize);
        treeHash.ifPresent(hash -> fields.put("treeHash", hash));
        return fields;
    }

    /** Whether it is the last range of its output. */
    public boolean isLast() {
        return range.end() == outputSize - 1;
    }

    /**
     * The range to request from the output.
     *
     * @return the range; null if it is the whole output
     */
    public ByteRange asked() {
        return range.length() == outputSize ? null : range;
    }

    /** The progress of the output after this range is consumed. */
    public Progress reached() {
        return isLast()
                ? Progress.done(outputSize)
                : new Progress(outputSize, range.end() + 1, List.of(), chunkSize(), Optional.empty());
    }

    /** Whether another job's output has the same bytes as the output of this range. Only the tree hash proves that. */
    public boolean isOfOutputOf(CompletedJob job) {
        return job.succeeded()
                && archiveId.isPresent()
                && treeHash.isPresent()
                && difference(job, job.outputSize().orElse(-1)).isEmpty();
    }

    /** The first difference between a job's output and this descriptor; empty if there is no difference. */
    Optional<String> difference(CompletedJob job, long size) {
        return Stream.of(
                        difference("vaultArn", vaultArn, job.details().vaultARN()),
                        difference(
                                "archiveId",
                                archiveId.orElse(null),
                                job.details().archiveId()),
                        difference("outputSize", outputSize, size),
                        difference(
                                "treeHash",
                                treeHash.orElse(null),
                                job.outputTreeHash()
                                        .map(hash -> hash.toLowerCase(Locale.ROOT))
                                        .orElse(null)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> difference(String field, Object described, Object real) {
        return Objects.equals(described, real)
                ? Optional.empty()
                : Optional.of("expected " + field + " " + shown(described) + " as in the descriptor, the job has "
                        + shown(real));
    }

    private static String shown(Object value) {
        return value == null ? "none" : Rejection.printable(value.toString());
    }
}
