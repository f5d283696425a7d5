package dev.cairn.client.scan;

import dev.cairn.client.disk.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/// Which files are nobody's concern: what `.cairnignore` in the top folder lists, in the syntax of
/// `.gitignore`, and what systems and programs leave behind.
///
/// What is synced already stays so, as a file that git tracks does.
public final class Ignores {

    /// The file with the rules; it is itself synced.
    public static final String FILE = ".cairnignore";

    private static final Set<String> JUNK = Set.of(".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r");

    private static final String USUAL = """
            .DS_Store
            ._*
            .Spotlight-V100
            .Trashes
            .fseventsd
            Thumbs.db
            ehthumbs.db
            desktop.ini
            $RECYCLE.BIN
            System Volume Information
            .~lock.*
            ~$*
            .*.sw[a-p]
            .fuse_hidden*
            .nfs????????????????*
            *.part
            *.crdownload
            """;

    private final IgnoreNode rules = new IgnoreNode();
    private final byte[] own;

    private Ignores(byte[] own) throws IOException {
        this.own = own;
        rules.parse(new ByteArrayInputStream(USUAL.getBytes(StandardCharsets.UTF_8)));
        rules.parse(new ByteArrayInputStream(own));
    }

    /// Reads the rules; without a file, or with one that cannot be read, the usual ones alone.
    public static Ignores read(Disk disk) {
        try {
            return new Ignores(own(disk));
        } catch (IOException e) {
            throw new AssertionError("Rules in memory can be read", e);
        }
    }

    private static byte[] own(Disk disk) {
        try (var file = disk.read(FILE)) {
            return file.readNBytes(1024 * 1024);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /// Whether the file holds other rules by now.
    boolean isStale(Disk disk) {
        return !Arrays.equals(own, own(disk));
    }

    /// Whether a file or folder that is new on the disk is left alone, because of itself or of a
    /// folder above it.
    public boolean matches(String path, boolean folder) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (rules.isIgnored(path.substring(0, slash), true) == IgnoreNode.MatchResult.IGNORED) {
                return true;
            }
        }
        return rules.isIgnored(path, folder) == IgnoreNode.MatchResult.IGNORED;
    }

    /// Whether a file may go with the folder that it is in.
    public static boolean isJunk(String name) {
        return JUNK.contains(name) || name.startsWith("._");
    }
}
