package dev.cairn.content.control;

/// A picture as it is sent to browsers.
///
/// @param type media type: `image/jpeg`, or `image/png` if parts of it can be seen through
public record Picture(String type, byte[] bytes) {}
