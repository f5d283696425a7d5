package dev.cairn.client.disk;

import com.ibm.icu.text.Normalizer2;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.FileName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How names of the tree are written on a disk. A name that the disk cannot hold is written with
/// other characters, and read back as what it was.
public enum DiskNames {

    /// Linux and macOS hold every name.
    POSIX {
        @Override
        public String onDisk(String name) {
            return name;
        }

        @Override
        String inTree(String name) {
            return name;
        }
    },

    /// What Windows forbids is replaced by look-alikes from Unicode's private area, U+F000 and the
    /// character, as other programs do.
    WINDOWS {
        @Override
        public String onDisk(String name) {
            var written = new StringBuilder(name.length());
            boolean reserved = RESERVED.contains(stem(name).toUpperCase(Locale.ROOT));
            for (int i = 0; i < name.length(); i++) {
                char character = name.charAt(i);
                boolean last = i == name.length() - 1;
                boolean forbidden = FORBIDDEN.indexOf(character) >= 0
                        || last && (character == '.' || character == ' ')
                        || reserved && i == 0;
                written.append(forbidden ? (char) (PRIVATE + character) : character);
            }
            return written.toString();
        }

        @Override
        String inTree(String name) {
            var read = new StringBuilder(name.length());
            for (int i = 0; i < name.length(); i++) {
                char character = name.charAt(i);
                read.append(
                        character > PRIVATE + ' ' - 1 && character < PRIVATE + 0x7f
                                ? (char) (character - PRIVATE)
                                : character);
            }
            return read.toString();
        }
    };

    private static final char PRIVATE = '\uf000';
    private static final String FORBIDDEN = "<>:\"\\|?*";
    private static final Set<String> RESERVED = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    /// The name that a new file gets on the disk.
    public abstract String onDisk(String name);

    abstract String inTree(String name);

    /// The name that a file of the disk has in the tree; empty if the tree cannot hold it.
    public Optional<String> inTreeOf(String diskName) {
        try {
            return Optional.of(new FileName(NFC.normalize(inTree(diskName))).value());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /// Those of the system that the program runs on.
    public static DiskNames ofSystem() {
        return System.getProperty("os.name").startsWith("Windows") ? WINDOWS : POSIX;
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
