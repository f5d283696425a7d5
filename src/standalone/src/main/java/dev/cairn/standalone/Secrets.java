package dev.cairn.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeMap;

/// Everything secret about one data directory, made at random on its first start.
///
/// It is one file, so that it is there whole or not at all. With another store master key the
/// stored files cannot be read; so a lost secret is never replaced by a new one.
///
/// @param databasePassword of the database's user, in characters that need no quoting
/// @param storeAccessKey names the server to the object store
/// @param storeSecretKey signs the server's URLs
/// @param storeMasterKey 32 bytes in Base64: encrypts the store's files
/// @param serverSecret 32 bytes in Base64, for what the server signs for itself
/// @param tokenKey for access tokens: an EC key on P-256, its private half in PKCS #8 (RFC 5208), its public
///     one as in X.509 (RFC 5280), each in Base64, a dot between. Older directories have an RSA key, without a dot
/// @param adminToken makes the first administrator, once; 130 random bits
record Secrets(
        String databasePassword,
        String storeAccessKey,
        String storeSecretKey,
        String storeMasterKey,
        String serverSecret,
        String tokenKey,
        String adminToken) {

    private static final int TOKEN_BITS = 130;

    /// Reads the secrets of a data directory, or makes them.
    ///
    /// @param mayCreate whether nothing yet depends on the secrets
    /// @throws LaunchException `DATA_UNUSABLE` if they are missing, in part or all, and needed
    static Secrets loadOrCreate(Path file, boolean mayCreate) {
        try {
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(file, DataDirectory.OWNERS_FILE);
                return read(file);
            }
            if (!mayCreate) {
                throw new LaunchException(
                        ExitCode.DATA_UNUSABLE,
                        file + " is missing: without it the stored files cannot be read; bring it back from a backup");
            }
            var secrets = random();
            secrets.write(file);
            return secrets;
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "Cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Secrets random() {
        var random = new SecureRandom();
        return new Secrets(
                text(random, 24),
                text(random, 15),
                text(random, 30),
                Base64.getEncoder().encodeToString(bytes(random, 32)),
                Base64.getEncoder().encodeToString(bytes(random, 32)),
                tokenKey(random),
                token(random));
    }

    private static byte[] bytes(SecureRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(SecureRandom random, int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, bytes));
    }

    /// Digits and small letters only, since a person may have to type it.
    private static String token(SecureRandom random) {
        String digits = new BigInteger(TOKEN_BITS, random).toString(32);
        return "0".repeat(TOKEN_BITS / 5 - digits.length()) + digits;
    }

    private static String tokenKey(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded())
                    + "."
                    + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has P-256", e);
        }
    }

    private static Secrets read(Path file) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return new Secrets(
                required(file, properties, "database.password"),
                required(file, properties, "store.access-key"),
                required(file, properties, "store.secret-key"),
                required(file, properties, "store.master-key"),
                required(file, properties, "server.secret"),
                required(file, properties, "server.token-key"),
                required(file, properties, "server.admin-token"));
    }

    private static String required(Path file, Properties properties, String name) {
        String value = properties.getProperty(name, "");
        if (value.isBlank()) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, file + " is damaged: it lacks " + name + "; bring it back from a backup");
        }
        return value;
    }

    /// Readable by the owner alone from its first byte on, and on the disk before this returns.
    private void write(Path file) throws IOException {
        var values = new TreeMap<String, String>();
        values.put("database.password", databasePassword);
        values.put("store.access-key", storeAccessKey);
        values.put("store.secret-key", storeSecretKey);
        values.put("store.master-key", storeMasterKey);
        values.put("server.secret", serverSecret);
        values.put("server.token-key", tokenKey);
        values.put("server.admin-token", adminToken);
        var text = new ByteArrayOutputStream();
        var properties = new Properties();
        properties.putAll(values);
        properties.store(text, "Keep this file: without it the stored files cannot be read.");

        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(DataDirectory.OWNERS_FILE));
        try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.toByteArray()));
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /// Tells nothing, so that no log ever does.
    @Override
    public String toString() {
        return "Secrets[]";
    }
}
