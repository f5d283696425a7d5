package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/// Makes an older version of a file the newest one. The one that was newest is kept like any other.
@OneObject
public class VersionRestorer {

    private final FolderBrowser browser;
    private final Versions versions;
    private final Committer committer;

    @Inject
    VersionRestorer(FolderBrowser browser, Versions versions, Committer committer) {
        this.browser = browser;
        this.versions = versions;
        this.committer = committer;
    }

    /// @throws ProblemException `NOT_FOUND` if there is no such file or version; `FORBIDDEN`
    public OperationResult restore(
            Caller caller, NodeId folder, NodeId file, VersionId version, Optional<IdempotencyKey> key) {
        var now = browser.findFile(caller, folder, file).entry();
        var content = versions.find(caller, now.id(), version);
        var manifest = versions.manifest(content);
        var put = new Operation.Put(
                NodeRef.to(Objects.requireNonNull(now.parent())),
                new FileName(now.name()),
                now.inside(),
                now.versionId(),
                content.size(),
                content.modified(),
                content.fileType().orElse(null),
                now.executable(),
                content.fingerprint(),
                null,
                PutManifest.whole(manifest),
                false);
        return committer.commit(caller, put, now.inside(), key);
    }
}
