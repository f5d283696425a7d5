package dev.cairn.core.sync;

import dev.cairn.core.content.Fingerprint;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One step of a commit. `op` in JSON says which.
///
/// What happens when somebody else was faster is the server's rule, the same for every client:
/// `src/docs/protocol.md`, "Conflicts".
@JsonbTypeInfo(
        key = "op",
        value = {
            @JsonbSubtype(alias = "PUT", type = Operation.Put.class),
            @JsonbSubtype(alias = "MKDIR", type = Operation.MakeFolder.class),
            @JsonbSubtype(alias = "MOVE", type = Operation.Move.class),
            @JsonbSubtype(alias = "COPY", type = Operation.Copy.class),
            @JsonbSubtype(alias = "DELETE", type = Operation.Delete.class),
            @JsonbSubtype(alias = "RESTORE", type = Operation.Restore.class)
        })
public sealed interface Operation {

    /// Writes a file: a new one, or a new version of one.
    ///
    /// @param parentId where a new file goes, or one that comes back from the trash; a file that is
    ///     alive stays where it is
    /// @param nodeId the file that gets a new version; null for a new file
    /// @param baseVersionId the version that the new one was made from; null if none is known
    /// @param size bytes of the whole content: the sum of its chunks
    /// @param modifiedTime the file system's time of change
    /// @param fileType media type; null if unknown
    /// @param fingerprint that of the manifest
    /// @param sha256 SHA-256 of the whole content, where the client knows it
    /// @param exact true to be refused rather than given another name
    record Put(
            NodeRef parentId,
            FileName name,
            @Nullable NodeId nodeId,
            @Nullable VersionId baseVersionId,
            long size,
            Instant modifiedTime,
            @Nullable String fileType,
            boolean executable,
            Fingerprint fingerprint,
            @Nullable Fingerprint sha256,
            PutManifest manifest,
            boolean exact)
            implements Operation {

        /// Longest media type, in characters.
        public static final int MAX_FILE_TYPE = 127;

        public Put {
            Objects.requireNonNull(parentId, "PUT needs a parentId");
            Objects.requireNonNull(name, "PUT needs a name");
            Objects.requireNonNull(fingerprint, "PUT needs a fingerprint");
            Objects.requireNonNull(manifest, "PUT needs a manifest");
            FileTimes.check(Objects.requireNonNull(modifiedTime, "PUT needs a modifiedTime"));
            if (size < 0) {
                throw new IllegalArgumentException("A file cannot have " + size + " bytes");
            }
            if (fileType != null && (fileType.length() > MAX_FILE_TYPE || !fileType.matches("[!-~]+/[!-~]+"))) {
                throw new IllegalArgumentException("fileType is a media type such as text/plain");
            }
        }
    }

    /// Makes a folder. One of that name that is there already will do, unless `exact`.
    record MakeFolder(NodeRef parentId, FileName name, boolean exact) implements Operation {
        public MakeFolder {
            Objects.requireNonNull(parentId, "MKDIR needs a parentId");
            Objects.requireNonNull(name, "MKDIR needs a name");
        }
    }

    /// Renames or moves a node; with a folder all that is in it.
    ///
    /// @param name null for the name it has
    /// @param baseRev the revision that the client last saw; with `exact` it must still be so
    /// @param exact true to be refused rather than given another name or applied to another revision
    record Move(
            NodeRef nodeId,
            NodeRef parentId,
            @Nullable FileName name,
            @Nullable Integer baseRev,
            boolean exact) implements Operation {
        public Move {
            Objects.requireNonNull(nodeId, "MOVE needs a nodeId");
            Objects.requireNonNull(parentId, "MOVE needs a parentId");
        }
    }

    /// Makes a second file of the same content; no bytes move. Folders are copied by
    /// `POST /folders/{folderId}/copy`.
    ///
    /// @param versionId the content to copy; null for the newest
    /// @param name null for the name of the file that is copied
    /// @param exact true to be refused rather than given another name
    record Copy(
            NodeId nodeId,
            @Nullable VersionId versionId,
            NodeRef parentId,
            @Nullable FileName name,
            boolean exact) implements Operation {
        public Copy {
            Objects.requireNonNull(nodeId, "COPY needs a nodeId");
            Objects.requireNonNull(parentId, "COPY needs a parentId");
        }
    }

    /// Puts a node into the trash, unless it has changed since the client saw it.
    ///
    /// @param baseRev the revision of a file that the client last saw; null to delete what is there
    /// @param baseSeq for a folder: how far the client has read the namespace's journal; null to
    ///     delete what is there
    record Delete(
            NodeId nodeId,
            @Nullable Integer baseRev,
            @Nullable Long baseSeq) implements Operation {
        public Delete {
            Objects.requireNonNull(nodeId, "DELETE needs a nodeId");
        }
    }

    /// Takes a node out of the trash.
    ///
    /// @param parentId where to; null for where it was, or the top folder if that is gone
    /// @param name null for the name it had
    record Restore(
            NodeId nodeId,
            @Nullable NodeRef parentId,
            @Nullable FileName name) implements Operation {
        public Restore {
            Objects.requireNonNull(nodeId, "RESTORE needs a nodeId");
        }
    }
}
