package dev.cairn.core.sync;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.nio.charset.StandardCharsets;

/// The name of a file or folder in its folder, in Unicode's composed form (NFC).
///
/// Anything that a person may type is allowed, except what no file system can hold. Names that only
/// Windows cannot hold are allowed here, and mapped by the client there. See decision 0005.
///
/// @param value 1 to 255 bytes of UTF-8, without control characters and `/`; not `.` or `..`
public record FileName(String value) {

    /// Longest name, in bytes of UTF-8: what Linux and macOS can hold.
    public static final int MAX_BYTES = 255;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    /// @throws ProblemException `INVALID_NAME` if `value` cannot be a name; it says why
    public FileName {
        if (value.length() > MAX_BYTES) {
            throw invalid("A name has at most " + MAX_BYTES + " bytes in UTF-8");
        }
        value = NFC.normalize(value);
        if (value.isEmpty()) {
            throw invalid("A name has at least one character");
        }
        if (value.equals(".") || value.equals("..")) {
            throw invalid("A name cannot be . or ..");
        }
        value.codePoints().forEach(FileName::checkCharacter);
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid("A name has at most " + MAX_BYTES + " bytes in UTF-8");
        }
    }

    /// The same name, were it not for the case of its letters and the way they are composed: what
    /// makes two names equal on a Mac or on Windows, and so in every folder here.
    ///
    /// NFC of the full case folding of the name. Source: Unicode 17, chapter 3.13, D145.
    public String key() {
        return fold(value);
    }

    /// Any text in the form of a [#key()], so that it can be looked for in keys.
    public static String fold(String text) {
        return NFC.normalize(UCharacter.foldCase(text, true));
    }

    /// This name with something before its extension: `report.txt` and ` (2)` make
    /// `report (2).txt`.
    ///
    /// The part before is shortened, by whole characters, where the result would be too long.
    ///
    /// @param addition at most 200 bytes of UTF-8
    public FileName with(String addition) {
        int dot = value.lastIndexOf('.');
        boolean hasExtension = dot > 0 && bytes(value.substring(dot)) <= 32;
        var stem = hasExtension ? value.substring(0, dot) : value;
        var extension = hasExtension ? value.substring(dot) : "";
        while (bytes(stem) + bytes(addition) + bytes(extension) > MAX_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return new FileName(stem + addition + extension);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void checkCharacter(int character) {
        if (Character.isISOControl(character)) {
            throw invalid("A name cannot contain control characters such as line breaks");
        }
        if (character == '/') {
            throw invalid("A name cannot contain /");
        }
        if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
            throw invalid("The name is not valid Unicode");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ProblemException invalid(String reason) {
        return new ProblemException(ProblemType.INVALID_NAME, reason);
    }
}
