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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Small pictures of files that are images.
///
/// They are made when somebody looks, and kept in memory for a while, by content: whoever asks has
/// been allowed to read that content.
@ApplicationScoped
public class Previews {

    /// Larger files are not looked into.
    static final long MOST_BYTES = 64L << 20;

    private static final int KEPT_BYTES = 24 << 20;
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

    private final FolderBrowser browser;
    private final Versions versions;
    private final Downloads downloads;
    private final ContentLinks links;
    private final PictureMaker maker;
    private final Cache<Key, Optional<Picture>> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Optional<Picture> made) ->
                    made.map(picture -> picture.bytes().length).orElse(1))
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

    /// Whether it makes sense to ask for a preview: by the name's ending and the size. What the file
    /// really is turns out when it is decoded.
    public static boolean mayHave(String fileName, long size) {
        int dot = fileName.lastIndexOf('.');
        return size > 0
                && size <= MOST_BYTES
                && ENDINGS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /// Where to get a preview.
    ///
    /// @param version null for the newest
    /// @throws ProblemException `NOT_FOUND`, also for a file that can have none
    public Downloads.ContentUrl url(
            Caller caller, NodeId folder, NodeId file, @Nullable VersionId version, PictureSize size) {
        browser.findFile(caller, folder, file);
        var content = versions.find(caller, file, version);
        if (!mayHave(content.name(), content.size())) {
            throw none();
        }
        return links.makePreview(caller, content.versionId(), size);
    }

    /// Where to get a preview of an entry that was listed for the caller; empty if it can have none.
    public Optional<URI> url(Caller caller, Entry entry, PictureSize size) {
        return Optional.ofNullable(entry.versionId())
                .filter(_ -> mayHave(entry.name(), entry.size()))
                .map(version -> links.makePreview(caller, version, size).url());
    }

    /// Opens a version for a look at it.
    ///
    /// @throws ProblemException `NOT_FOUND` if there is no such version, or the caller may not see it,
    ///     or it can have no preview
    public Opened open(Caller caller, VersionId version, PictureSize size) {
        var opened = downloads.open(caller, version);
        if (opened.content().size() > MOST_BYTES) {
            throw none();
        }
        return new Opened(new Key(opened.content().fingerprint(), size), opened.reader());
    }

    /// Makes the preview, unless it is kept from before. This may take a second; it needs no transaction.
    ///
    /// @return empty if none can be made
    public Optional<Picture> picture(Opened opened) {
        return kept.get(opened.key(), key -> maker.make(read(opened.reader()), key.size()));
    }

    private static byte[] read(ContentReader reader) {
        var bytes = new ByteArrayOutputStream((int) reader.size());
        try {
            reader.writeTo(bytes, 0, reader.size());
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

    /// What pictures are kept by.
    public record Key(Fingerprint content, PictureSize size) {}
}
