package dev.cairn.admin.control;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a file is, as far as its name and the media type that a client gave say so.
public enum FileKind {
    TEXT,
    DOCUMENT,
    PICTURE,
    SOUND,
    VIDEO,
    ARCHIVE,
    OTHER;

    private static final Map<FileKind, Set<String>> ENDINGS = Map.of(
            TEXT,
                    Set.of(
                            "txt", "md", "csv", "tsv", "log", "json", "xml", "html", "css", "js", "ts", "java", "py",
                            "c", "h", "cpp", "go", "rs", "sh", "sql", "yml", "yaml", "tex", "svg"),
            DOCUMENT, Set.of("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "rtf", "epub"),
            PICTURE, Set.of("jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "tif", "tiff", "bmp", "psd", "dng"),
            SOUND, Set.of("mp3", "flac", "ogg", "opus", "wav", "m4a", "aac"),
            VIDEO, Set.of("mp4", "mov", "mkv", "webm", "avi", "m4v", "mpg"),
            ARCHIVE, Set.of("zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar", "jar", "apk", "iso", "dmg"));

    private static final Map<String, FileKind> TYPES =
            Map.of("text", TEXT, "image", PICTURE, "audio", SOUND, "video", VIDEO);

    /// The ending of the name counts first: not every client gives a type.
    ///
    /// @param type media type
    public static FileKind of(String name, Optional<String> type) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ENDINGS.entrySet().stream()
                .filter(kind -> kind.getValue().contains(ending))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> type.map(text -> TYPES.get(text.split("/")[0])))
                .orElse(OTHER);
    }
}
