package io.github.glacierjob.secure;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * A simulator over HTTPS whose authority is not trusted by default, and TLS settings with the name {@code trusting}
 * that trust it.
 */
final class SecureGlacier implements AutoCloseable {

    /** Options with which a retry would take minutes, so that a test would notice any retry. */
    static final String PATIENT = "retryDelay=600000&maxRetryDelay=600000";

    final Glacier glacier = new Glacier(GlacierSimulator.builder().tls());
    final GlacierSimulator simulator = glacier.simulator;
    private final Path directory;

    SecureGlacier(Path directory) {
        this.directory = directory;
        glacier.context.getRegistry().bind("trusting", trusting());
    }

    private static KeyStoreParameters store(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setType("PKCS12");
        store.setResource("file:" + file);
        store.setPassword(SimulatedTls.PASSWORD);
        return store;
    }

    SSLContextParameters trusting() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(simulator.tls().writeTrustStore(directory.resolve("trust.p12"))));
        SSLContextParameters settings = new SSLContextParameters();
        settings.setTrustManagers(trust);
        return settings;
    }

    /** The same settings, with a key for the client. */
    SSLContextParameters known() {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyPassword(SimulatedTls.PASSWORD);
        keys.setKeyStore(store(simulator.tls().writeClientKeyStore(directory.resolve("key.p12"))));
        SSLContextParameters settings = trusting();
        settings.setKeyManagers(keys);
        return settings;
    }

    /** Lists the jobs of the vault with these options of the client. */
    Exchange list(String options) {
        return glacier.request(glacier.uri("operation=listJobs&" + options), exchange -> {});
    }

    /** The status of a whole vault, which requests the vault's ARN from the service. */
    Exchange status(String options) {
        glacier.context.getRegistry().bind("db", Database.at("jdbc:h2:mem:secure;DB_CLOSE_DELAY=-1"));
        String uri =
                glacier.uri("operation=status&dataSource=#db&" + options).replace("glacier-job:", "glacier-egress:");
        return glacier.request(uri, exchange -> {});
    }

    /** The log lines that are written while an action runs. */
    static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        glacier.close();
    }
}
