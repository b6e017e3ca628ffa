package io.github.glacierjob.simulator.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Holds the one authority that the JVM's default trust includes, so that clients with the JVM's trust store need no
 * option.
 */
final class ProcessTrust {
    /** The authority; it is trusted from the first use of this class. */
    static final Authority AUTHORITY = trusted(new Authority());

    private ProcessTrust() {}

    private static Authority trusted(Authority authority) {
        try {
            KeyStore store = authority.trustStore();
            int count = 0;
            for (X509Certificate known : knownAuthorities()) {
                store.setCertificateEntry("known-" + count++, known);
            }
            Path file = Files.createTempFile("glacier-simulator", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, SimulatedTls.PASSWORD.toCharArray());
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", SimulatedTls.PASSWORD);
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
            return authority;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This process cannot be made to trust the simulator", e);
        }
    }

    private static X509Certificate[] knownAuthorities() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }
}
