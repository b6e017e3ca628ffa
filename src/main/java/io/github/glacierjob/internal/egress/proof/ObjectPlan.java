package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.egress.GlacierEgressConstants;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.service.ServiceJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Message;

/**
 * How the chunks of an archive become parts of objects: an object has at most 10,000 parts, as in S3, and at most so many bytes.
 *
 * @param maxObjectSize bytes in an object, at most
 */
record ObjectPlan(long maxObjectSize) {

    /** Parts of a multipart upload, at most. */
    static final int MOST_PARTS = 10_000;

    /**
     * Where a chunk belongs.
     *
     * @param chunk      its number, from 1
     * @param chunks     how many there are
     * @param perObject  chunks in an object, but for the last
     * @param chunkSize  bytes in a chunk, but for the last
     * @param size       bytes in the archive
     */
    record Place(int chunk, int chunks, int perObject, long chunkSize, long size) {

        /** The object, from 1. */
        int object() {
            return (chunk - 1) / perObject + 1;
        }

        int objects() {
            return (chunks - 1) / perObject + 1;
        }

        /** The part within the object, from 1. */
        int part() {
            return (chunk - 1) % perObject + 1;
        }

        boolean isFirstOfObject() {
            return part() == 1;
        }

        boolean isLastOfObject() {
            return isLastChunk() || part() == perObject;
        }

        boolean isLastChunk() {
            return chunk == chunks;
        }

        long objectStart() {
            return start(object());
        }

        private long start(long number) {
            return (number - 1) * perObject * chunkSize;
        }

        List<Map<String, Object>> list() {
            return LongStream.rangeClosed(1, objects())
                    .mapToObj(number -> {
                        Map<String, Object> one = new LinkedHashMap<>();
                        one.put("object", number);
                        one.put("start", start(number));
                        one.put("size", Math.min(start(number + 1), size) - start(number));
                        return one;
                    })
                    .toList();
        }
    }

    /** Where the chunk of a message belongs. */
    Place place(Message message) {
        int index = message.getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
        long start = message.getHeader(GlacierJobConstants.CHUNK_START, Long.class);
        long length = message.getHeader(GlacierJobConstants.CHUNK_SIZE, Long.class);
        long chunkSize = Math.max(1, index == 0 ? length : start / index);
        int perObject = (int) Math.max(1, Math.min(MOST_PARTS, maxObjectSize / chunkSize));
        return new Place(
                index + 1,
                message.getHeader(GlacierJobConstants.CHUNK_COUNT, Integer.class),
                perObject,
                chunkSize,
                message.getHeader(GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, Long.class));
    }

    /** Says where a chunk belongs; the last one of an archive of several objects has their list. */
    void label(Message message, Place place, String archiveId) {
        AnswerHeaders.put(message, GlacierEgressConstants.PART_NUMBER, place.part());
        AnswerHeaders.put(message, GlacierEgressConstants.PART_LAST, place.isLastOfObject());
        AnswerHeaders.put(message, GlacierEgressConstants.OBJECT_NUMBER, place.object());
        AnswerHeaders.put(message, GlacierEgressConstants.OBJECT_COUNT, place.objects());
        AnswerHeaders.put(
                message,
                GlacierEgressConstants.OBJECTS,
                place.isLastChunk() && place.objects() > 1 ? manifest(message, place, archiveId) : null);
    }

    private static String manifest(Message message, Place place, String archiveId) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("archiveId", archiveId);
        manifest.put("name", message.getHeader(GlacierEgressConstants.NAME, String.class));
        manifest.put("size", place.size());
        manifest.put("treeHash", message.getHeader(GlacierJobConstants.ARCHIVE_SHA256_TREE_HASH, String.class));
        manifest.put("objects", place.list());
        return ServiceJson.text(manifest);
    }
}
