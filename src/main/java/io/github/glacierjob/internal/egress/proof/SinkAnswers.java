package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
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
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Finds what an exchange says about what the destination has. Thread-safe. */
final class SinkAnswers {

    private static final String PRODUCED = Exchange.FILE_NAME_PRODUCED;

    /** The first of them that is known is enough where bytes are read back. */
    private static final List<DigestAlgorithm> STRONGEST =
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5, DigestAlgorithm.CRC64NVME, DigestAlgorithm.CRC32C);

    private final List<SinkProof> others;

    SinkAnswers(CamelContext context) {
        others = new ArrayList<>(context.getRegistry().findByType(SinkProof.class));
        ClassLoader loader = context.getApplicationContextClassLoader();
        ServiceLoader.load(SinkProof.class, loader == null ? SinkProof.class.getClassLoader() : loader)
                .forEach(others::add);
    }

    /**
     * What is to be compared; empty if the exchange has no answer.
     *
     * @param first   what the message had, or the archive
     * @param ownFile whether a file is the message's own body before it was sent to the destination
     */
    List<SinkAnswer> answers(Exchange exchange, Expected first, Predicate<String> ownFile) throws IOException {
        List<SinkAnswer> answers = new ArrayList<>();
        for (SinkProof other : others) {
            other.read(exchange).ifPresent(answers::add);
        }
        answers.addAll(S3Answers.read(exchange));
        CloudAnswers.azure(exchange).ifPresent(answers::add);
        CloudAnswers.google(exchange).ifPresent(answers::add);
        Optional<File> file = file(exchange, ownFile);
        if (file.isPresent()) {
            answers.add(readBack(file.get(), first));
        }
        return answers;
    }

    /** What the body is, read to its end. */
    List<SinkAnswer> body(Exchange exchange, Expected first) throws IOException {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            return List.of();
        }
        try (body) {
            return List.of(ReadBack.answer(null, body, Long.MAX_VALUE, wanted(first)));
        }
    }

    /** The length of the file, once it is on the disk. */
    List<SinkAnswer> length(Exchange exchange, Expected first, Predicate<String> ownFile) throws IOException {
        Optional<File> file = file(exchange, ownFile);
        if (file.isEmpty()) {
            return List.of();
        }
        if (!file.get().isFile()) {
            return List.of(SinkAnswer.at(file.get().getPath()).length(-1));
        }
        force(file.get());
        long all = file.get().length();
        long length = isWithin(first, all) ? first.digests().length() : all;
        return List.of(SinkAnswer.at(file.get().getPath()).length(length));
    }

    private static Optional<File> file(Exchange exchange, Predicate<String> ownFile) {
        return Optional.ofNullable(exchange.getMessage().getHeader(PRODUCED, String.class))
                .filter(path -> !ownFile.test(path))
                .map(File::new);
    }

    private static SinkAnswer readBack(File file, Expected first) throws IOException {
        if (!file.isFile()) {
            return SinkAnswer.at(file.getPath()).length(-1);
        }
        force(file);
        boolean within = isWithin(first, file.length());
        try (FileInputStream in = new FileInputStream(file)) {
            in.getChannel().position(within ? first.start() : 0);
            long most = within ? first.digests().length() : Long.MAX_VALUE;
            return ReadBack.answer(file.getPath(), in, most, wanted(first));
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

    private static Set<DigestAlgorithm> wanted(Expected first) {
        Set<DigestAlgorithm> wanted = EnumSet.noneOf(DigestAlgorithm.class);
        STRONGEST.stream()
                .filter(first.digests().algorithms()::contains)
                .findFirst()
                .ifPresent(wanted::add);
        return wanted;
    }
}
