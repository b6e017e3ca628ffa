package io.github.glacierjob.simulator.tls;

import io.github.glacierjob.simulator.tls.CertificateDraft.Purpose;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** A certificate authority that signs the simulator's certificates. Its key exists only in this process. */
final class Authority {
    private static final String NAME = "Glacier simulator, authority of one process";
    private static final int DAYS = 5 * 365;

    private final KeyPair keys = newKeys();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private final X509Certificate certificate;

    Authority() {
        Instant yesterday = now.minus(1, ChronoUnit.DAYS);
        Instant end = now.plus(DAYS, ChronoUnit.DAYS);
        certificate = signed(new CertificateDraft(NAME, Purpose.AUTHORITY, List.of(), yesterday, end), keys);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** The certificate in the PEM format of OpenSSL and Python. */
    String pem() {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A trust store for Java with only this authority. */
    KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("glacier-simulator", certificate);
        return store;
    }

    /**
     * Creates a server key and certificate for these hosts. The certificate is valid for this number of days; with a
     * negative number it expired that many days ago.
     */
    Identity server(int days, String... hosts) {
        Instant begin = now.minus(days < 0 ? DAYS : 1, ChronoUnit.DAYS);
        Instant end = now.plus(days, ChronoUnit.DAYS);
        return identity(new CertificateDraft(hosts[0], Purpose.SERVER, List.of(hosts), begin, end));
    }

    /** Creates a server key and certificate that is valid as long as the authority. */
    Identity server(String... hosts) {
        return server(DAYS, hosts);
    }

    /** Creates a client key and certificate. */
    Identity client(String name) {
        Instant yesterday = now.minus(1, ChronoUnit.DAYS);
        return identity(
                new CertificateDraft(name, Purpose.CLIENT, List.of(), yesterday, now.plus(DAYS, ChronoUnit.DAYS)));
    }

    private Identity identity(CertificateDraft draft) {
        KeyPair own = newKeys();
        return new Identity(own.getPrivate(), List.of(signed(draft, own), certificate));
    }

    private X509Certificate signed(CertificateDraft draft, KeyPair owner) {
        try {
            return draft.signed(owner.getPublic(), NAME, keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
