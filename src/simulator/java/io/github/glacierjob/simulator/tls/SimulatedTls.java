package io.github.glacierjob.simulator.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The HTTPS of a simulator: its authority, for those who are to trust it, and what it shows to those who connect.
 * Thread-safe.
 */
public final class SimulatedTls {
    /** The password of the stores that are written for Java. */
    public static final String PASSWORD = "changeit";

    private static final String LOCALHOST = "127.0.0.1";

    private final Authority authority;
    private final Identity good;
    private final AtomicLong handshakes = new AtomicLong();
    private volatile SSLContext shown;
    private volatile boolean clientAsked;

    private SimulatedTls(Authority authority) {
        this.authority = authority;
        this.good = authority.server(LOCALHOST, "::1", "localhost");
        show(ServerCertificate.GOOD);
    }

    /** With an authority of its own. */
    public static SimulatedTls create() {
        return new SimulatedTls(new Authority());
    }

    /** With the authority that this whole process trusts from now on, beside those that it trusted before. */
    public static SimulatedTls trustedByThisProcess() {
        return new SimulatedTls(ProcessTrust.AUTHORITY);
    }

    /** The certificate of the authority. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /** The certificate of the authority in the form that OpenSSL, Python and the AWS CLI read. */
    public String pem() {
        return authority.pem();
    }

    /** Writes {@link #pem} to a file; {@code AWS_CA_BUNDLE} names it to boto3 and the AWS CLI. */
    public Path writePem(Path file) {
        try {
            return Files.writeString(file, pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the certificate of the authority to a PKCS12 store with {@link #PASSWORD}, as {@code javax.net.ssl.trustStore}. */
    public Path writeTrustStore(Path file) {
        try {
            return write(authority.trustStore(), file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a new key with a certificate of the authority, for a client that is asked for one, to a PKCS12 store. */
    public Path writeClientKeyStore(Path file) {
        try {
            return write(authority.client("a client of the simulator").keyStore(PASSWORD.toCharArray()), file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** Shows this certificate to those who connect from now on; nobody goes on with an earlier session. */
    public void show(ServerCertificate certificate) {
        Identity identity =
                switch (certificate) {
                    case GOOD -> good;
                    case EXPIRED -> authority.server(-1, LOCALHOST);
                    case OF_ANOTHER_HOST -> authority.server("glacier.example");
                    case OF_AN_UNKNOWN_AUTHORITY -> new Authority().server(LOCALHOST);
                };
        try {
            TrustManagerFactory clients = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            clients.init(authority.trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keyManagers(), clients.getTrustManagers(), null);
            shown = context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether those who connect from now on must show a certificate of the authority; false at the beginning. */
    public void askForClientCertificate(boolean value) {
        clientAsked = value;
    }

    /** How many connections have become secure. */
    public long handshakes() {
        return handshakes.get();
    }

    /** Makes a connection secure; an IOException if its client does not agree. The connection below is never closed here. */
    public Socket secured(Socket plain) throws IOException {
        SSLSocket secure = (SSLSocket) shown.getSocketFactory().createSocket(plain, null, false);
        secure.setNeedClientAuth(clientAsked);
        secure.startHandshake();
        handshakes.incrementAndGet();
        return secure;
    }
}
