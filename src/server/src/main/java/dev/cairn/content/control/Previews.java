package dev.cairn.content.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Small pictures of files that are images, and the beginnings of texts.
///
/// They are made when somebody looks, and kept in memory for a while, by content: whoever asks has
/// been allowed to read that content.
@ApplicationScoped
public class Previews {

    /// Bytes of a text that are shown: 64 KiB.
    public static final int TEXT_BYTES = 64 << 10;

    private static final int KEPT_BYTES = 24 << 20;

    private final FolderBrowser browser;
    private final Versions versions;
    private final Downloads downloads;
    private final ContentLinks links;
    private final PictureMaker maker;
    private final Cache<Key, Optional<Preview>> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Optional<Preview> made) ->
                    made.map(preview -> preview.bytes().length).orElse(1))
            .build();

    @Inject
    Previews(FolderBrowser browser, Versions versions, Downloads downloads, ContentLinks links, PictureMaker maker) {
        this.browser = browser;
        this.versions = versions;
        this.downloads = downloads;
        this.links = links;
        this.maker = maker;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Previews() {
        this(null, null, null, null, null);
    }

    /// Where to get a preview.
    ///
    /// @param version null for the newest
    /// @throws ProblemException `NOT_FOUND`, also for a file that can have none
    public Downloads.ContentUrl url(
            Caller caller, NodeId folder, NodeId file, @Nullable VersionId version, PreviewForm form) {
        browser.findFile(caller, folder, file);
        var content = versions.find(caller, file, version);
        if (!form.suits(content.name(), content.size())) {
            throw none();
        }
        return links.makePreview(caller, content.versionId(), form);
    }

    /// Where to get a preview of an entry that was listed for the caller; empty if it can have none.
    public Optional<URI> url(Caller caller, Entry entry, PreviewForm form) {
        return Optional.ofNullable(entry.versionId())
                .filter(_ -> form.suits(entry.name(), entry.size()))
                .map(version -> url(caller, version, form));
    }

    /// Where to get a preview of a version that was listed for the caller.
    public URI url(Caller caller, VersionId version, PreviewForm form) {
        return links.makePreview(caller, version, form).url();
    }

    /// Where a player gets a version that was listed for the caller: of this server, which says what it is.
    public URI playUrl(Caller caller, VersionId version, String fileName) {
        return links.make(caller, version, fileName).url();
    }

    /// Opens a version for a look at it.
    ///
    /// @throws ProblemException `NOT_FOUND` if there is no such version, or the caller may not see it,
    ///     or it can have no preview
    public Opened open(Caller caller, VersionId version, PreviewForm form) {
        var opened = downloads.open(caller, version);
        if (form instanceof PictureSize && opened.content().size() > PictureSize.MOST_BYTES) {
            throw none();
        }
        return new Opened(new Key(opened.content().fingerprint(), form), opened.reader());
    }

    /// Makes the preview, unless it is kept from before. This may take a second; it needs no transaction.
    ///
    /// @return empty if none can be made
    public Optional<Preview> make(Opened opened) {
        return kept.get(opened.key(), key -> make(opened.reader(), key.form()));
    }

    private Optional<Preview> make(ContentReader reader, PreviewForm form) {
        return switch (form) {
            case PictureSize size -> maker.make(read(reader, reader.size()), size);
            case TextForm.BEGINNING -> TextMaker.make(read(reader, Math.min(reader.size(), TEXT_BYTES)));
        };
    }

    private static byte[] read(ContentReader reader, long length) {
        var bytes = new ByteArrayOutputStream((int) length);
        try {
            reader.writeTo(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ProblemException none() {
        return new ProblemException(ProblemType.NOT_FOUND, "No preview can be made of this file.");
    }

    /// A version that somebody looks at.
    public record Opened(Key key, ContentReader reader) {}

    /// What previews are kept by.
    public record Key(Fingerprint content, PreviewForm form) {}
}
