package io.github.glacierjob.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The facts that a destination reports about a stored object. Immutable and thread-safe. */
public final class SinkAnswer {

    private final String place;
    private final Long length;
    private final String treeHash;
    private final Map<DigestAlgorithm, byte[]> digests;
    private final Map<DigestAlgorithm, OfParts> ofParts;

    /**
     * A digest over the digests of an object's parts, in their order.
     *
     * @param digest the bytes of the digest
     * @param parts  how many parts the object has, 1 or more; 0 if it is not known
     */
    public record OfParts(byte[] digest, int parts) {}

    private SinkAnswer(
            String place,
            Long length,
            String treeHash,
            Map<DigestAlgorithm, byte[]> digests,
            Map<DigestAlgorithm, OfParts> ofParts) {
        this.place = place;
        this.length = length;
        this.treeHash = treeHash;
        this.digests = digests;
        this.ofParts = ofParts;
    }

    /**
     * Creates an answer with only a place.
     *
     * @param place the place of the object, for people; null if it is not known
     * @return the answer
     */
    public static SinkAnswer at(String place) {
        return new SinkAnswer(place, null, null, Map.of(), Map.of());
    }

    /**
     * Copies this answer and adds a length.
     *
     * @param bytes the length of the object
     * @return the answer
     */
    public SinkAnswer length(long bytes) {
        return new SinkAnswer(place, bytes, treeHash, digests, ofParts);
    }

    /**
     * Copies this answer and adds a digest of the bytes.
     *
     * @param algorithm which one
     * @param digest    its bytes in network byte order; null adds nothing
     * @return the answer
     */
    public SinkAnswer digest(DigestAlgorithm algorithm, byte[] digest) {
        if (digest == null) {
            return this;
        }
        Map<DigestAlgorithm, byte[]> more = new EnumMap<>(DigestAlgorithm.class);
        more.putAll(digests);
        more.put(algorithm, digest.clone());
        return new SinkAnswer(place, length, treeHash, more, ofParts);
    }

    /**
     * Copies this answer and adds a digest over the digests of the parts, such as the ETag of a multipart upload.
     *
     * @param algorithm which one
     * @param digest    its bytes in network byte order
     * @param parts     how many parts the object has; 0 if it is not known
     * @return the answer
     */
    public SinkAnswer digestOfParts(DigestAlgorithm algorithm, byte[] digest, int parts) {
        Map<DigestAlgorithm, OfParts> more = new EnumMap<>(DigestAlgorithm.class);
        more.putAll(ofParts);
        more.put(algorithm, new OfParts(digest.clone(), parts));
        return new SinkAnswer(place, length, treeHash, digests, more);
    }

    /**
     * Copies this answer and adds the SHA-256 tree hash of the bytes.
     *
     * @param hash 64 hexadecimal digits
     * @return the answer
     */
    public SinkAnswer treeHash(String hash) {
        return new SinkAnswer(place, length, hash, digests, ofParts);
    }

    /**
     * The place of the object.
     *
     * @return the place; empty if it is not known
     */
    public Optional<String> place() {
        return Optional.ofNullable(place);
    }

    /**
     * The length of the object in bytes.
     *
     * @return the length; empty if it is not known
     */
    public OptionalLong length() {
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * The tree hash of the object.
     *
     * @return the hash; empty if it is not known
     */
    public Optional<String> treeHash() {
        return Optional.ofNullable(treeHash);
    }

    /**
     * The digests of the object's bytes.
     *
     * @return by algorithm
     */
    public Map<DigestAlgorithm, byte[]> digests() {
        return Collections.unmodifiableMap(digests);
    }

    /**
     * The digests over the digests of the parts.
     *
     * @return by algorithm
     */
    public Map<DigestAlgorithm, OfParts> digestsOfParts() {
        return Collections.unmodifiableMap(ofParts);
    }
}
