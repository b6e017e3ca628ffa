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
 * The HTTPS settings of a simulator: its authority, which clients must trust, and the certificate that it shows to
 * clients. Thread-safe.
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

    /** Creates settings with a new authority. */
    public static SimulatedTls create() {
        return new SimulatedTls(new Authority());
    }

    /** Creates settings with an authority that this whole process trusts from now on, besides its other authorities. */
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

    /** Writes a new client key with a certificate of the authority to a PKCS12 store. */
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

    /** Shows this certificate to new connections; earlier TLS sessions cannot be resumed. */
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

    /** Sets whether new connections must show a client certificate of the authority; false by default. */
    public void askForClientCertificate(boolean value) {
        clientAsked = value;
    }

    /** The number of completed TLS handshakes. */
    public long handshakes() {
        return handshakes.get();
    }

    /** Starts TLS on a connection; an IOException if the handshake fails. The plain connection is never closed here. */
    public Socket secured(Socket plain) throws IOException {
        SSLSocket secure = (SSLSocket) shown.getSocketFactory().createSocket(plain, null, false);
        secure.setNeedClientAuth(clientAsked);
        secure.startHandshake();
        handshakes.incrementAndGet();
        return secure;
    }
}
