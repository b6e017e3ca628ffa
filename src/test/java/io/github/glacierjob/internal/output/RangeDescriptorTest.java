package io.github.glacierjob.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class RangeDescriptorTest {

    private static final long MIB = 1 << 20;
    private static final String ARN = "arn:aws:glacier:eu-west-1:111122223333:vaults/photos";
    private static final String HASH = "0123456789abcdef".repeat(4);

    /** The second of three ranges of 1 MiB. */
    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("v", 1);
        fields.put("vaultArn", ARN);
        fields.put("jobId", "job");
        fields.put("archiveId", "archive");
        fields.put("index", 1);
        fields.put("count", 3);
        fields.put("start", MIB);
        fields.put("end", 2 * MIB - 1);
        fields.put("outputSize", 2 * MIB + 5);
        fields.put("treeHash", HASH);
        return fields;
    }

    private static void assertRefused(Map<String, Object> fields, String message) {
        assertThatThrownBy(() -> RangeDescriptor.in(fields))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aDescriptorIsReadAsItWasWritten() {
        RangeDescriptor descriptor = RangeDescriptor.in(fields()).orElseThrow();

        assertThat(descriptor.toMap()).containsExactlyEntriesOf(fields());
        assertThat(descriptor.range()).isEqualTo(new ByteRange(MIB, 2 * MIB - 1));
        assertThat(descriptor.isLast()).isFalse();
        assertThat(RangeDescriptor.in(descriptor.toMap())).contains(descriptor);
    }

    @Test
    void aMemberThatTheServiceOmitsIsAbsent() {
        Map<String, Object> fields = fields();
        fields.remove("archiveId");
        fields.put("treeHash", null);

        assertThat(RangeDescriptor.in(fields).orElseThrow().toMap()).doesNotContainKeys("archiveId", "treeHash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "vaultArn", "jobId", "index", "count", "start", "end", "outputSize"})
    void aMissingFieldIsRefusedByItsName(String field) {
        Map<String, Object> fields = fields();
        fields.remove(field);

        assertRefused(fields, "body: " + field + ": is not set; it must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "index", "count", "start", "end", "outputSize"})
    void aNumberThatIsTextOrAFractionIsRefused(String field) {
        for (Object wrong : List.of("1", 1.0, true, new java.math.BigInteger("9".repeat(30)))) {
            Map<String, Object> fields = fields();
            fields.put(field, wrong);
            assertRefused(fields, "body: " + field + ": '" + wrong + "' must be a whole number");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vaultArn", "jobId", "archiveId", "treeHash"})
    void textThatIsANumberIsRefused(String field) {
        Map<String, Object> fields = fields();
        fields.put(field, 7);

        assertRefused(fields, "body: " + field + ": '7' must be text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vaultArn | photos | body: vaultArn: 'photos' must be the ARN of a vault",
                "vaultArn | arn:aws:s3:::photos | 'arn:aws:s3:::photos' must be a vault name or arn:aws:glacier",
                "jobId | ../x | body: jobId: '../x' must be characters of a-z",
                "archiveId | a/b | body: archiveId: 'a/b' must be characters of a-z",
                "treeHash | 0123 | body: treeHash: '0123' must be 64 hexadecimal digits",
                "chunkSize | 7 | body: chunkSize: '7' is not a field of a range's descriptor; its fields are v, vaultArn"
            })
    void aWrongTextIsRefusedWithFieldValueAndRule(String field, String value, String message) {
        Map<String, Object> fields = fields();
        fields.put(field, value);

        assertRefused(fields, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v | 2 | body: v: '2' must be 1",
                "index | 3 | body: index: '3' must be less than count, which is 3",
                "index | -1 | body: index: '-1' must be a whole number from 0",
                "index | 0 | must be range 0 of 3 of an output of 2097157 bytes",
                "index | 2 | must be range 2 of 3",
                "count | 0 | body: count: '0' must be a whole number from 1",
                "count | 2 | must be range 1 of 2",
                "count | 4 | must be range 1 of 4",
                "count | 2147483648 | body: count: '2147483648' must be at most 2147483647",
                "start | 1048577 | body: start, end: '1048577, 2097151' must be range 1 of 3",
                "start | 0 | body: start, end: '0, 2097151' must be range 1 of 3",
                "start | 2097152 | body: end: '2097151' must be range 1 of 3",
                "start | 3145728 | body: end: '2097151' must be a whole number from 3145727",
                "end | 2097150 | must be range 1 of 3",
                "end | 2097156 | must be range 1 of 3",
                "end | 2097157 | body: end: '2097157' must lie within the output of 2097157 bytes",
                "outputSize | 2097152 | must be range 1 of 3 of an output of 2097152 bytes",
                "outputSize | 3145729 | must be range 1 of 3",
                "outputSize | 9223372036854775807 | must be range 1 of 3"
            })
    void aWrongNumberIsRefusedWithFieldValueAndRule(String field, long value, String message) {
        Map<String, Object> fields = fields();
        fields.put(field, value);

        assertRefused(fields, message.replace("body: end: '2097151' must be range", "must be range"));
    }

    @Test
    void aRangeThatIsNotAlignedIsRefused() {
        Map<String, Object> fields = fields();
        fields.put("start", MIB + 1);
        fields.put("end", MIB + 1);

        assertRefused(fields, "body: start, end: '1048577, 1048577' must be range 1 of 3");
    }

    @Test
    void aRangeLongerThanAnyChunkIsRefused() {
        Map<String, Object> fields = fields();
        fields.putAll(Map.of("index", 0, "count", 1, "start", 0, "end", 2048 * MIB - 1, "outputSize", 2048 * MIB));

        assertRefused(fields, "at most 1 GiB");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, MIB - 1, MIB, MIB + 1, 7 * MIB, 9 * MIB + 3, 2048 * MIB, 40L << 40})
    void everyRangeOfEveryPlanIsAccepted(long size) {
        LongStream.iterate(MIB, chunk -> chunk <= 1024 * MIB, chunk -> chunk * 2)
                .forEach(chunk -> {
                    RangePlan plan = new RangePlan(new ByteRange(0, size - 1), chunk);
                    plan.rangesFrom(0).limit(20).forEach(range -> {
                        Map<String, Object> fields = fields();
                        fields.put("index", plan.indexOf(range.start()));
                        fields.put("count", plan.count());
                        fields.put("start", range.start());
                        fields.put("end", range.end());
                        fields.put("outputSize", size);
                        assertThat(RangeDescriptor.in(fields)).isPresent();
                    });
                });
    }

    @Test
    void theRestOfAChunkAfterAChangeOfTheChunkSizeIsAccepted() {
        RangePlan plan = new RangePlan(new ByteRange(0, 20 * MIB), 8 * MIB);
        assertThat(plan.rangesFrom(3 * MIB)).hasSize(4).allSatisfy(range -> {
            Map<String, Object> fields = fields();
            fields.put("index", plan.indexOf(range.start()));
            fields.put("start", range.start());
            fields.put("end", range.end());
            fields.put("outputSize", 20 * MIB + 1);
            assertThat(RangeDescriptor.in(fields)).isPresent();
        });
    }

    @Test
    void otherDocumentsAreNotDescriptors() {
        assertThat(RangeDescriptor.in(Map.of())).isEmpty();
        assertThat(RangeDescriptor.in(Map.of("jobId", "a", "location", "b"))).isEmpty();
        assertThat(RangeDescriptor.in(Map.of("JobId", "a", "VaultARN", ARN))).isEmpty();
    }

    private static CompletedJob job(UnaryOperator<GlacierJobDescription.Builder> change) {
        return new CompletedJob(change.apply(GlacierJobDescription.builder()
                        .jobId("newer")
                        .vaultARN(ARN)
                        .action("ArchiveRetrieval")
                        .archiveId("archive")
                        .archiveSizeInBytes(2 * MIB + 5)
                        .sha256TreeHash(HASH.toUpperCase())
                        .statusCode("Succeeded")
                        .completed(true))
                .build());
    }

    @Test
    void anotherJobHasTheSameBytesOnlyIfArchiveSizeAndHashAreEqual() {
        RangeDescriptor descriptor = RangeDescriptor.in(fields()).orElseThrow();

        assertThat(descriptor.isOfOutputOf(job(same -> same))).isTrue();
        assertThat(descriptor.isOfOutputOf(job(job -> job.archiveId("other")))).isFalse();
        assertThat(descriptor.isOfOutputOf(job(job -> job.archiveSizeInBytes(1L))))
                .isFalse();
        assertThat(descriptor.isOfOutputOf(job(job -> job.retrievalByteRange("0-1048575"))))
                .isFalse();
        assertThat(descriptor.isOfOutputOf(job(job -> job.sha256TreeHash("0".repeat(64)))))
                .isFalse();
        assertThat(descriptor.isOfOutputOf(job(job -> job.statusCode("Failed"))))
                .isFalse();
        assertThat(descriptor.isOfOutputOf(job(job -> job.vaultARN(ARN + "2")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"archiveId", "treeHash"})
    void withoutArchiveOrHashNoOtherJobHasTheSameBytes(String missing) {
        Map<String, Object> fields = fields();
        fields.remove(missing);
        RangeDescriptor descriptor = RangeDescriptor.in(fields).orElseThrow();

        assertThat(descriptor.isOfOutputOf(
                        job(job -> missing.equals("archiveId") ? job.archiveId(null) : job.sha256TreeHash(null))))
                .isFalse();
    }
}
