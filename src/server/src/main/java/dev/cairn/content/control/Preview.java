package dev.cairn.content.control;

/// What is sent to browsers in place of a file, so that people see what is in it.
///
/// @param type media type: `image/jpeg`, or `image/png` if parts of it can be seen through; `text/plain`
public record Preview(String type, byte[] bytes) {}
