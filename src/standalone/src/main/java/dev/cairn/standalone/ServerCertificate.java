package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// What `cairn up --https` shows that it is: a certificate with its key, in a key store for Payara and
/// the object store.
///
/// The key store is for its owner alone, by the rights of its file. Its password is everybody's,
/// because a program that starts by itself would have to keep it beside the file.
///
/// @param keyStore PKCS #12, with one entry named [#ALIAS]
/// @param certificate the first of the chain
record ServerCertificate(Path keyStore, X509Certificate certificate) {

    static final String ALIAS = "cairn";
    static final String PASSWORD = "changeit";

    static ServerCertificate in(Path keyStore) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        if (keys.getCertificate(ALIAS) instanceof X509Certificate certificate) {
            return new ServerCertificate(keyStore, certificate);
        }
        throw new CertificateException(keyStore + " holds no certificate");
    }

    /// SHA-256 of the certificate, as browsers show it.
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
