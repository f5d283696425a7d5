package dev.cairn.accounts.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// What access tokens are signed and checked with: an EC key, or an RSA key, whose signatures are six
/// times as long.
///
/// @param algorithm ES256 or RS256, as the key is. Source: RFC 7518
record TokenKey(JWSAlgorithm algorithm, JWSSigner signer, JWSVerifier verifier) {

    private static final int SHORTEST_RSA = 2048;
    private static final byte[] PROBE = {1, 2, 3};

    /// Reads the setting: the private key in PKCS #8 (RFC 5208), in Base64. That of an EC key does not
    /// say the public one to the JDK: so it is followed by a dot and the public key, as in X.509 (RFC 5280).
    ///
    /// @throws IllegalArgumentException if it has another form, or is not as strong as it must be; nothing
    ///     of the key is told
    static TokenKey read(String setting) {
        var halves = setting.strip().split("\\.", -1);
        try {
            return switch (halves.length) {
                case 1 -> rsa(new PKCS8EncodedKeySpec(decoded(halves[0])));
                case 2 -> ec(new PKCS8EncodedKeySpec(decoded(halves[0])), new X509EncodedKeySpec(decoded(halves[1])));
                default -> throw new GeneralSecurityException("A pair has two halves");
            };
        } catch (GeneralSecurityException | JOSEException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "The setting cairn.token-key is neither a private EC key (P-256, PKCS #8 in Base64), a dot and its"
                            + " public key, nor a private RSA key (PKCS #8 in Base64)",
                    e);
        }
    }

    private static byte[] decoded(String half) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(half);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("Not Base64"); // without the cause: it tells of the key
        }
    }

    private static TokenKey ec(PKCS8EncodedKeySpec secret, X509EncodedKeySpec open)
            throws GeneralSecurityException, JOSEException {
        var factory = KeyFactory.getInstance("EC");
        var privateKey = (ECPrivateKey) factory.generatePrivate(secret);
        var publicKey = (ECPublicKey) factory.generatePublic(open);
        requireCurve(Curve.forECParameterSpec(privateKey.getParams()));
        requireCurve(Curve.forECParameterSpec(publicKey.getParams()));
        var key =
                new ECKey.Builder(Curve.P_256, publicKey).privateKey(privateKey).build();
        return new TokenKey(JWSAlgorithm.ES256, new ECDSASigner(key), new ECDSAVerifier(key)).requirePair();
    }

    private static void requireCurve(Curve curve) {
        if (!Curve.P_256.equals(curve)) {
            throw new IllegalArgumentException("The setting cairn.token-key has an EC key on another curve than P-256");
        }
    }

    private TokenKey requirePair() throws JOSEException {
        var header = new JWSHeader(algorithm);
        if (!verifier.verify(header, PROBE, signer.sign(header, PROBE))) {
            throw new IllegalArgumentException(
                    "The setting cairn.token-key has a private and a public key that do not belong together");
        }
        return this;
    }

    private static TokenKey rsa(PKCS8EncodedKeySpec secret) throws GeneralSecurityException, JOSEException {
        var factory = KeyFactory.getInstance("RSA");
        var privateKey = (RSAPrivateCrtKey) factory.generatePrivate(secret);
        if (privateKey.getModulus().bitLength() < SHORTEST_RSA) {
            throw new IllegalArgumentException("The setting cairn.token-key has fewer than 2048 bits");
        }
        var publicKey = (RSAPublicKey)
                factory.generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
        var key = new RSAKey.Builder(publicKey).privateKey(privateKey).build();
        return new TokenKey(JWSAlgorithm.RS256, new RSASSASigner(key), new RSASSAVerifier(key));
    }

    /// Tells nothing, so that no log ever does.
    @Override
    public String toString() {
        return "TokenKey[]";
    }
}
