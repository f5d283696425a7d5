package dev.cairn.core.wire;

import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.ShareId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VersionId;
import jakarta.json.bind.JsonbConfig;

/// How values are written as JSON: ids, names and fingerprints as strings, a chunk as
/// `[fingerprint, length]`, times as RFC 3339, nothing for null.
///
/// Members that are not known are ignored, so that an older side understands a newer one.
public final class Wire {

    private Wire() {}

    /// A fresh configuration; JSON-B may change the one it is given.
    public static JsonbConfig config() {
        return new JsonbConfig()
                .withAdapters(
                        new NamespaceIds(),
                        new UserIds(),
                        new DeviceIds(),
                        new LinkIds(),
                        new ShareIds(),
                        new NodeIds(),
                        new VersionIds(),
                        new UploadIds(),
                        new NodeRefs(),
                        new FileNames(),
                        new Fingerprints(),
                        new Encodings())
                .withSerializers(new ChunkForm.Writer())
                .withDeserializers(new ChunkForm.Reader());
    }

    // JSON-B finds an adapter's type in its class, hence a class for each

    private static final class NamespaceIds extends TextAdapter<NamespaceId> {
        NamespaceIds() {
            super(NamespaceId::toString, NamespaceId::valueOf);
        }
    }

    private static final class UserIds extends TextAdapter<UserId> {
        UserIds() {
            super(UserId::toString, UserId::valueOf);
        }
    }

    private static final class DeviceIds extends TextAdapter<DeviceId> {
        DeviceIds() {
            super(DeviceId::toString, DeviceId::valueOf);
        }
    }

    private static final class LinkIds extends TextAdapter<LinkId> {
        LinkIds() {
            super(LinkId::toString, LinkId::valueOf);
        }
    }

    private static final class ShareIds extends TextAdapter<ShareId> {
        ShareIds() {
            super(ShareId::toString, ShareId::valueOf);
        }
    }

    private static final class NodeIds extends TextAdapter<NodeId> {
        NodeIds() {
            super(NodeId::toString, NodeId::valueOf);
        }
    }

    private static final class VersionIds extends TextAdapter<VersionId> {
        VersionIds() {
            super(VersionId::toString, VersionId::valueOf);
        }
    }

    private static final class UploadIds extends TextAdapter<UploadId> {
        UploadIds() {
            super(UploadId::toString, UploadId::valueOf);
        }
    }

    private static final class NodeRefs extends TextAdapter<NodeRef> {
        NodeRefs() {
            super(NodeRef::toString, NodeRef::valueOf);
        }
    }

    private static final class FileNames extends TextAdapter<FileName> {
        FileNames() {
            super(FileName::value, FileName::new);
        }
    }

    private static final class Fingerprints extends TextAdapter<Fingerprint> {
        Fingerprints() {
            super(Fingerprint::toString, Fingerprint::parse);
        }
    }

    private static final class Encodings extends TextAdapter<Encoding> {
        Encodings() {
            super(Encoding::wireName, Encoding::ofWireName);
        }
    }
}
