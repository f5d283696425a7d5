package dev.cairn.content.control;

import java.util.Map;
import java.util.Optional;

/// What a browser's player is told of a sound or a film, by the ending of its name. None of these types
/// can hold anything that a page would run.
///
/// @param name as in the header `Content-Type`
public record MediaType(String name) {

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("aac", "audio/aac"),
            Map.entry("oga", "audio/ogg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("flac", "audio/flac"),
            Map.entry("weba", "audio/webm"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("ogv", "video/ogg"),
            Map.entry("webm", "video/webm"),
            Map.entry("mkv", "video/x-matroska"));

    /// @return empty for what is neither a sound nor a film
    public static Optional<MediaType> of(String fileName) {
        return Optional.ofNullable(BY_ENDING.get(PreviewForm.ending(fileName))).map(MediaType::new);
    }

    public boolean isFilm() {
        return name.startsWith("video/");
    }
}
