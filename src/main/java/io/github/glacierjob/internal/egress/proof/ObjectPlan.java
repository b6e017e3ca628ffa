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
 * Calculates how the chunks of an archive become parts of objects. An object has at most 10,000 parts, as in S3, and a
 * limited size.
 *
 * @param maxObjectSize the largest size of an object in bytes
 */
record ObjectPlan(long maxObjectSize) {

    /** The largest number of parts in a multipart upload. */
    static final int MOST_PARTS = 10_000;

    /**
     * The place of a chunk in the objects.
     *
     * @param chunk     the number of the chunk, from 1
     * @param chunks    the number of chunks in the archive
     * @param perObject the number of chunks in each object except the last one
     * @param chunkSize the size of each chunk except the last one, in bytes
     * @param size      the size of the archive in bytes
     */
    record Place(int chunk, int chunks, int perObject, long chunkSize, long size) {

        /** The number of the object, from 1. */
        int object() {
            return (chunk - 1) / perObject + 1;
        }

        int objects() {
            return (chunks - 1) / perObject + 1;
        }

        /** The number of the part within the object, from 1. */
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

    /** The place of the chunk in a message. */
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

    /**
     * Writes the place of a chunk into the headers. If the archive has several objects, the last chunk also has their
     * list.
     */
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
