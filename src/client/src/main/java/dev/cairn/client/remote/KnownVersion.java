package dev.cairn.client.remote;

import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.VersionId;

/// A version whose chunks both this device and the server know, so that of another version of the
/// same file only the difference need be told.
public record KnownVersion(VersionId id, Manifest manifest) {}
