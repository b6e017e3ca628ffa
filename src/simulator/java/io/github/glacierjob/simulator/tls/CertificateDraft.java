package io.github.glacierjob.simulator.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The content of a new certificate: its owner, purpose and validity. Hosts are names or numeric addresses. */
record CertificateDraft(String name, Purpose purpose, List<String> hosts, Instant begin, Instant end) {
    private static final byte[] SHA256_WITH_ECDSA = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final int SERIAL_BITS = 120;
    private static final byte[] SIGNS_CERTIFICATES = {0x06};
    private static final byte[] SIGNS = {(byte) 0x80};
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    /** The purposes of certificates. */
    enum Purpose {
        AUTHORITY,
        SERVER,
        CLIENT
    }

    /** Creates the certificate, signed by an authority; an authority's own certificate is signed with its own key. */
    X509Certificate signed(PublicKey owner, String authority, KeyPair signer) throws GeneralSecurityException {
        byte[] version3 = Der.explicit(0, Der.integer(BigInteger.TWO));
        byte[] content = Der.sequence(
                version3,
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS)),
                SHA256_WITH_ECDSA,
                named(authority),
                Der.sequence(Der.time(begin), Der.time(end)),
                named(name),
                owner.getEncoded(),
                Der.explicit(3, extensions(owner, signer.getPublic())));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(content);
        byte[] certificate = Der.sequence(content, SHA256_WITH_ECDSA, Der.bits(signature.sign(), 0));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] named(String name) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(name))));
    }

    private byte[] extensions(PublicKey owner, PublicKey signer) throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>();
        all.add(extension("2.5.29.14", Der.octets(id(owner))));
        all.add(extension("2.5.29.35", Der.sequence(Der.implicit(0, id(signer)))));
        if (purpose == Purpose.AUTHORITY) {
            all.add(critical("2.5.29.19", Der.sequence(Der.yes())));
            all.add(critical("2.5.29.15", Der.bits(SIGNS_CERTIFICATES, 1)));
        } else {
            byte[] use = Der.identifier(purpose == Purpose.SERVER ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2");
            all.add(critical("2.5.29.19", Der.sequence()));
            all.add(critical("2.5.29.15", Der.bits(SIGNS, 7)));
            all.add(extension("2.5.29.37", Der.sequence(use)));
        }
        if (!hosts.isEmpty()) {
            byte[][] names = hosts.stream().map(CertificateDraft::host).toArray(byte[][]::new);
            all.add(extension("2.5.29.17", Der.sequence(names)));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }

    private static byte[] host(String host) {
        if (!host.matches("[\\d.]+|.*:.*")) {
            return Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.implicit(ADDRESS, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + host, e);
        }
    }

    private static byte[] extension(String id, byte[] value) {
        return Der.sequence(Der.identifier(id), Der.octets(value));
    }

    private static byte[] critical(String id, byte[] value) {
        return Der.sequence(Der.identifier(id), Der.yes(), Der.octets(value));
    }

    private static byte[] id(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }
}
