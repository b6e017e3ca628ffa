package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import io.github.glacierjob.proof.SinkAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The digests of bytes that were read from the vault: a chunk, an object or an archive.
 *
 * @param what     the kind of bytes, for people
 * @param start    the offset of the first byte in the archive
 * @param digests  the digests and the length of the bytes
 * @param parts    the digests of their parts; null if they have no parts
 * @param treeHash the tree hash of the bytes; null if it is not known
 */
record Expected(String what, long start, Digests digests, PartDigests parts, String treeHash) {

    /** The length of a file that does not exist. */
    static final long NO_FILE = -1;

    /** The outcome of a comparison. */
    enum Outcome {
        EQUAL,
        DIFFERENT,
        /** There was nothing to compare: no digest is known on both sides. */
        NOTHING
    }

    /**
     * The result of a comparison.
     *
     * @param text the equal digests, the difference, or why a comparison was not possible
     */
    record Result(Outcome outcome, String text) {}

    /** Compares the bytes with the answer of a destination. */
    Result compare(SinkAnswer answer) {
        if (answer.length().isPresent() && answer.length().getAsLong() != digests.length()) {
            return differentLength(answer.length().getAsLong());
        }
        List<String> equal = new ArrayList<>();
        List<Result> different = new ArrayList<>();
        answer.digests().forEach((algorithm, value) -> digests.get(algorithm)
                .ifPresent(own -> add(algorithm.word(), own, value, equal, different)));
        compareParts(answer.digestsOfParts(), equal, different);
        if (treeHash != null && answer.treeHash().isPresent()) {
            String theirs = answer.treeHash().get();
            add("treehash", HexFormat.of().parseHex(treeHash), HexFormat.of().parseHex(theirs), equal, different);
        }
        if (!different.isEmpty()) {
            return different.get(0);
        }
        return equal.isEmpty()
                ? new Result(Outcome.NOTHING, missing(answer))
                : new Result(Outcome.EQUAL, String.join(" ", equal));
    }

    /**
     * Whether the other bytes have a digest that these bytes do not have, because another start has read some of them.
     */
    boolean knowsLessThan(Expected other) {
        return !digests.algorithms().containsAll(other.digests.algorithms());
    }

    /** Compares only the length. */
    Result compareLength(SinkAnswer answer) {
        long theirs = answer.length().orElse(-1);
        return theirs == digests.length() ? new Result(Outcome.EQUAL, "length=" + theirs) : differentLength(theirs);
    }

    private void compareParts(
            Map<DigestAlgorithm, SinkAnswer.OfParts> theirs, List<String> equal, List<Result> different) {
        theirs.forEach((algorithm, value) -> {
            boolean comparable = parts != null && (value.parts() == 0 || value.parts() == parts.count());
            if (comparable) {
                String name = algorithm.word() + "-" + parts.count();
                parts.get(algorithm).ifPresent(own -> add(name, own, value.digest(), equal, different));
            }
        });
    }

    private void add(String name, byte[] own, byte[] theirs, List<String> equal, List<Result> different) {
        String hex = HexFormat.of().formatHex(theirs);
        if (Arrays.equals(own, theirs)) {
            equal.add(name + "=" + hex);
        } else {
            different.add(different(name, HexFormat.of().formatHex(own), hex));
        }
    }

    private Result differentLength(long theirs) {
        return different(
                "length",
                digests.length(),
                theirs == NO_FILE ? "no such file on this machine; for a remote destination use proofBy=body" : theirs);
    }

    private Result different(String name, Object own, Object theirs) {
        return new Result(
                Outcome.DIFFERENT, what + ": expected " + name + " " + own + ", the destination has " + theirs);
    }

    private String missing(SinkAnswer answer) {
        List<String> theirs = new ArrayList<>();
        answer.digests().keySet().forEach(algorithm -> theirs.add(algorithm.toString()));
        answer.digestsOfParts()
                .forEach((algorithm, value) -> theirs.add(algorithm + " of " + value.parts() + " parts, known here: "
                        + (parts == null || parts.get(algorithm).isEmpty() ? "none" : parts.count())));
        return what + ": nothing to compare: the destination has "
                + (theirs.isEmpty() ? "no digest" : String.join(", ", theirs))
                + ", known here: " + (digests.algorithms().isEmpty() ? "none" : digests.algorithms())
                + "; set digests to one that the destination has, or read the object back with proofBy=body";
    }
}
