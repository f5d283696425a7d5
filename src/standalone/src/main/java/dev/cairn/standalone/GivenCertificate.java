package dev.cairn.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;

/// A certificate that an authority has issued, as the files that it comes in.
///
/// @param chain PEM: the certificate, after it those that it was signed with. Source: RFC 7468
/// @param key PEM: its private key, unencrypted, in the form PKCS #8
record GivenCertificate(Path chain, Path key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /// Reads the files, which may be others at each start.
    ///
    /// @param directory where the key store is written, anew
    /// @throws LaunchException `CERTIFICATE_UNUSABLE` if a file cannot be read, the key is not the
    ///     certificate's, or its time is over or has not come
    ServerCertificate read(Path directory, InstantSource clock) {
        try {
            var certificates = certificates();
            var first = certificates.getFirst();
            first.checkValidity(Date.from(clock.instant()));
            var secret = privateKey(first);
            requirePair(secret, first);
            return new ServerCertificate(stored(directory, secret, certificates), first);
        } catch (NoSuchFileException e) {
            throw unusable("there is no file " + e.getFile(), e);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private LaunchException unusable(String why, Exception cause) {
        return new LaunchException(
                ExitCode.CERTIFICATE_UNUSABLE, "The certificate " + chain + " cannot be used: " + why, cause);
    }

    private List<X509Certificate> certificates() throws IOException, CertificateException {
        try (var in = Files.newInputStream(chain)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("there is none in the file");
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        }
    }

    private PrivateKey privateKey(X509Certificate certificate) throws IOException, GeneralSecurityException {
        var pem = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new GeneralSecurityException(
                    key + " is no unencrypted PKCS #8 key; openssl pkcs8 -topk8 -nocrypt makes one of others");
        }
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
    }

    private static void requirePair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case String other -> other;
        };
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        var proof = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        if (!signature.verify(proof)) {
            throw new GeneralSecurityException("the key is another's");
        }
    }

    private static Path stored(Path directory, PrivateKey key, List<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        DataDirectory.forOwner(directory);
        Path store = directory.resolve("given.p12");
        Files.deleteIfExists(store);
        Files.createFile(store, PosixFilePermissions.asFileAttribute(DataDirectory.OWNERS_FILE));
        var password = ServerCertificate.PASSWORD.toCharArray();
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, password);
        keys.setKeyEntry(ServerCertificate.ALIAS, key, password, certificates.toArray(Certificate[]::new));
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, password);
        }
        return store;
    }
}
