package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.remote.KnownVersion;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Which versions of large files this device has, chunk by chunk, so that a small change of them
/// is told by what is different.
///
/// One that is not known here, or no longer by the server, costs a longer message and nothing else.
final class KnownVersions {

    /// Below this many chunks the whole manifest is not worth sparing.
    private static final int LEAST_CHUNKS = 64;

    /// So many manifests may be kept that nothing needs any more.
    private static final int MOST_IDLE = 32;

    private final Base base;
    private int kept;

    KnownVersions(Base base) {
        this.base = base;
    }

    /// Remembers what a content consists of, if it is worth it.
    void keep(Manifest manifest) {
        if (!isWorthIt(manifest)) {
            return;
        }
        base.keepManifest(manifest);
        if (++kept % MOST_IDLE == 0) {
            forgetIdle();
        }
    }

    /// Whether [#keep] remembers it.
    static boolean isWorthIt(Manifest manifest) {
        return manifest.chunks().size() >= LEAST_CHUNKS;
    }

    /// What the disk had when it was last read.
    Optional<Manifest> local(EntryId id) {
        return base.local()
                .find(id)
                .map(Entry::requireContent)
                .map(Content::fingerprint)
                .flatMap(base::manifest);
    }

    /// What both sides had when they last agreed.
    Optional<KnownVersion> synced(EntryId id) {
        var content = base.synced().find(id).map(Entry::requireContent);
        var version = content.map(Content::version);
        return version.isEmpty()
                ? Optional.empty()
                : base.manifest(content.get().fingerprint()).map(manifest -> new KnownVersion(version.get(), manifest));
    }

    /// The server does not know, or no longer has, what was synced: next time all is told.
    void forgetSynced(EntryId id) {
        base.synced()
                .find(id)
                .map(Entry::requireContent)
                .map(Content::fingerprint)
                .ifPresent(gone -> base.forgetManifests(gone::equals));
    }

    /// Forgets all manifests of what is neither on the disk nor synced.
    void forgetIdle() {
        var needed = new HashSet<Fingerprint>();
        for (var tree : List.of(base.local(), base.synced())) {
            for (var entry : tree.entries()) {
                if (!entry.isFolder()) {
                    needed.add(entry.requireContent().fingerprint());
                }
            }
        }
        base.forgetManifests(known -> !needed.contains(known));
    }
}
