package io.github.glacierjob.egress.whole;

import static io.github.glacierjob.testkit.Glacier.MIB;

import io.github.glacierjob.GlacierJobConstants;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A destination of the archives of a vault. It records the number and the digest of the bytes of each archive, and
 * refuses those that a test chooses.
 */
final class Destination implements Processor {

    /** The archives of the messages, in the order of their arrival. */
    final List<String> arrivals = new CopyOnWriteArrayList<>();

    volatile Predicate<String> refused = archive -> false;
    volatile Gate gate = (archive, bytes) -> {};
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** Called before each MiB of an archive is read. */
    interface Gate {

        void pass(String archive, long bytesSoFar) throws InterruptedException;
    }

    private static final class Kept {

        private final MessageDigest digest = sha256();
        private long bytes;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String archive = exchange.getMessage().getHeader(GlacierJobConstants.ARCHIVE_ID, String.class);
        arrivals.add(archive);
        if (refused.test(archive)) {
            throw new IOException("The destination refuses " + archive);
        }
        keep(
                archive,
                kept.computeIfAbsent(archive, id -> new Kept()),
                exchange.getMessage().getMandatoryBody(InputStream.class));
    }

    private void keep(String archive, Kept into, InputStream body) throws Exception {
        byte[] part;
        do {
            gate.pass(archive, into.bytes);
            part = body.readNBytes(MIB);
            into.digest.update(part);
            into.bytes += part.length;
        } while (part.length > 0);
    }

    long bytes(String archive) {
        return kept.containsKey(archive) ? kept.get(archive).bytes : 0;
    }

    /** Returns the SHA-256 of the received bytes of an archive. The digest cannot be used after that. */
    String digest(String archive) {
        return HexFormat.of().formatHex(kept.get(archive).digest.digest());
    }

    long arrivals(String archive) {
        return arrivals.stream().filter(archive::equals).count();
    }
}
