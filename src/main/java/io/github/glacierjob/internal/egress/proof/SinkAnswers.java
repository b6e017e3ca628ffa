package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.internal.egress.naming.ContextServices;
import io.github.glacierjob.proof.SinkAnswer;
import io.github.glacierjob.proof.SinkProof;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Finds the answers of a destination in an exchange. Thread-safe. */
final class SinkAnswers {

    private static final String PRODUCED = Exchange.FILE_NAME_PRODUCED;

    /** The digests from the strongest to the weakest. When bytes are read back, the first known one is enough. */
    private static final List<DigestAlgorithm> STRONGEST =
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5, DigestAlgorithm.CRC64NVME, DigestAlgorithm.CRC32C);

    private final List<SinkProof> others;

    SinkAnswers(CamelContext context) {
        others = new ArrayList<>(context.getRegistry().findByType(SinkProof.class));
        others.addAll(ContextServices.of(context, SinkProof.class));
    }

    /**
     * The answers to compare; empty if the exchange has no answer.
     *
     * @param expected the expected values; the first one is the message or the archive
     * @param own      the message's body before it was sent to the destination
     */
    List<SinkAnswer> answers(Exchange exchange, List<Expected> expected, OwnBody own) throws IOException {
        List<SinkAnswer> answers = new ArrayList<>();
        for (SinkProof other : others) {
            other.read(exchange).ifPresent(answers::add);
        }
        answers.addAll(S3Answers.read(exchange));
        CloudAnswers.azure(exchange).ifPresent(answers::add);
        CloudAnswers.google(exchange).ifPresent(answers::add);
        Optional<File> file = file(exchange, own);
        if (file.isPresent()) {
            answers.add(readBack(file.get(), expected));
        }
        return answers;
    }

    /** The digests of the body, which is read completely; empty if the body is not read back from a destination. */
    List<SinkAnswer> body(Exchange exchange, List<Expected> expected, OwnBody own) throws IOException {
        if (own.is(exchange.getMessage().getBody())) {
            return List.of();
        }
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            return List.of();
        }
        try (body) {
            return List.of(read(null, body, Long.MAX_VALUE, expected));
        }
    }

    /** The length of the file, after it is written to the disk. */
    List<SinkAnswer> length(Exchange exchange, Expected first, OwnBody own) throws IOException {
        Optional<File> file = file(exchange, own);
        if (file.isEmpty()) {
            return List.of();
        }
        if (!file.get().isFile()) {
            return List.of(noFile(file.get()));
        }
        force(file.get());
        long all = file.get().length();
        long length = isWithin(first, all) ? first.digests().length() : all;
        return List.of(SinkAnswer.at(file.get().getPath()).length(length));
    }

    private static Optional<File> file(Exchange exchange, OwnBody own) {
        return Optional.ofNullable(exchange.getMessage().getHeader(PRODUCED, String.class))
                .filter(path -> !own.isFile(path))
                .map(File::new);
    }

    private static SinkAnswer noFile(File file) {
        return SinkAnswer.at(file.getPath()).length(Expected.NO_FILE);
    }

    private static SinkAnswer readBack(File file, List<Expected> expected) throws IOException {
        Expected first = expected.get(0);
        if (!file.isFile()) {
            return noFile(file);
        }
        force(file);
        boolean within = isWithin(first, file.length());
        try (FileInputStream in = new FileInputStream(file)) {
            in.getChannel().position(within ? first.start() : 0);
            long most = within ? first.digests().length() : Long.MAX_VALUE;
            return read(file.getPath(), in, most, expected);
        }
    }

    /** Whether a chunk was appended to a file. */
    private static boolean isWithin(Expected first, long length) {
        return first.start() > 0 && length == first.start() + first.digests().length();
    }

    private static void force(File file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * The digests of bytes that are read back. After a restart, fewer digests may be known of the archive than of its
     * last chunk.
     */
    private static SinkAnswer read(String place, InputStream in, long most, List<Expected> expected)
            throws IOException {
        Set<DigestAlgorithm> wanted = EnumSet.noneOf(DigestAlgorithm.class);
        boolean treeHash = false;
        for (Expected one : expected) {
            Optional<DigestAlgorithm> strongest = STRONGEST.stream()
                    .filter(one.digests().algorithms()::contains)
                    .findFirst();
            strongest.ifPresent(wanted::add);
            treeHash |= strongest.isEmpty();
        }
        return ReadBack.answer(place, in, most, wanted, treeHash);
    }
}
