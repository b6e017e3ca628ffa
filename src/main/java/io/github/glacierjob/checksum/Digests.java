package io.github.glacierjob.checksum;

import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The digests of a sequence of bytes. Immutable and thread-safe. */
public final class Digests {

    private final long length;
    private final Map<DigestAlgorithm, byte[]> values;

    private Digests(long length, Map<DigestAlgorithm, byte[]> values) {
        this.length = length;
        this.values = values;
    }

    /**
     * Creates digests from known values.
     *
     * @param length how many bytes the digests cover
     * @param values of the algorithms that are known, in network byte order
     * @return the digests
     */
    public static Digests known(long length, Map<DigestAlgorithm, byte[]> values) {
        Map<DigestAlgorithm, byte[]> copies = new EnumMap<>(DigestAlgorithm.class);
        values.forEach((algorithm, value) -> {
            if (value.length != algorithm.length()) {
                throw new IllegalArgumentException(
                        algorithm + ": expected " + algorithm.length() + " bytes, got " + value.length);
            }
            copies.put(algorithm, value.clone());
        });
        return new Digests(length, copies);
    }

    /**
     * The number of bytes that the digests cover.
     *
     * @return 0 or more
     */
    public long length() {
        return length;
    }

    /**
     * Which digests are known.
     *
     * @return the algorithms
     */
    public Set<DigestAlgorithm> algorithms() {
        Set<DigestAlgorithm> known = EnumSet.noneOf(DigestAlgorithm.class);
        known.addAll(values.keySet());
        return known;
    }

    /**
     * Returns one digest.
     *
     * @param algorithm which one
     * @return its bytes in network byte order; empty if it is not known
     */
    public Optional<byte[]> get(DigestAlgorithm algorithm) {
        return Optional.ofNullable(values.get(algorithm)).map(byte[]::clone);
    }

    /**
     * Returns one digest in Base64, as destinations expect it in requests.
     *
     * @param algorithm which one
     * @return its bytes in Base64; empty if it is not known
     */
    public Optional<String> base64(DigestAlgorithm algorithm) {
        return get(algorithm).map(Base64.getEncoder()::encodeToString);
    }

    /**
     * Returns one digest in hexadecimal, as command-line programs print it.
     *
     * @param algorithm which one
     * @return its bytes in lower-case hexadecimal digits; empty if it is not known
     */
    public Optional<String> hex(DigestAlgorithm algorithm) {
        return get(algorithm).map(HexFormat.of()::formatHex);
    }

    /**
     * Combines these digests with the digests of the bytes that follow.
     *
     * @param next the digests of the bytes that follow
     * @return the combined CRCs, of the algorithms that both have
     */
    public Digests followedBy(Digests next) {
        Map<DigestAlgorithm, byte[]> both = new EnumMap<>(DigestAlgorithm.class);
        values.forEach((algorithm, value) -> {
            byte[] second = next.values.get(algorithm);
            if (algorithm.isCombinable() && second != null) {
                both.put(algorithm, CrcPolynomial.of(algorithm).combine(value, second, next.length));
            }
        });
        return new Digests(length + next.length, both);
    }

    /**
     * Writes all digests as one line: {@code md5=... sha256=... crc32c=... crc64nvme=...}, in hexadecimal digits.
     *
     * @return the line; empty if none is known
     */
    public String line() {
        return values.entrySet().stream()
                .map(known -> known.getKey().word() + "=" + HexFormat.of().formatHex(known.getValue()))
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads a line.
     *
     * @param length how many bytes the digests cover
     * @param line   as {@link #line()} wrote it; other words in it are skipped
     * @return the digests
     */
    public static Digests ofLine(long length, String line) {
        Map<DigestAlgorithm, byte[]> read = new EnumMap<>(DigestAlgorithm.class);
        for (String word : line == null ? new String[0] : line.split(" ")) {
            for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
                String hex = word.startsWith(algorithm.word() + "=")
                        ? word.substring(algorithm.word().length() + 1)
                        : "";
                if (hex.matches("[0-9a-f]{" + 2 * algorithm.length() + "}")) {
                    read.put(algorithm, HexFormat.of().parseHex(hex));
                }
            }
        }
        return new Digests(length, read);
    }

    @Override
    public String toString() {
        return length + " bytes " + line();
    }
}
