package dev.cairn.content.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestDiff;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.Traffic;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Versions;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives out what a version can be read with.
@OneObject
public class Downloads {

    private final FolderBrowser browser;
    private final Versions versions;
    private final Places places;
    private final PackStore store;
    private final ContentLinks links;
    private final ContentReaders readers;
    private final Traffic traffic;
    private final Settings settings;
    private final Edge edge;
    private final EdgeCopies copies;

    @Inject
    Downloads(
            FolderBrowser browser,
            Versions versions,
            Places places,
            PackStore store,
            ContentLinks links,
            ContentReaders readers,
            Traffic traffic,
            Settings settings,
            Edge edge,
            EdgeCopies copies) {
        this.browser = browser;
        this.versions = versions;
        this.places = places;
        this.store = store;
        this.links = links;
        this.readers = readers;
        this.traffic = traffic;
        this.settings = settings;
        this.edge = edge;
        this.copies = copies;
    }

    /// A URL whose plain GET gives the whole content: straight from the store where an object there
    /// is the file as it is, else from the content endpoint.
    ///
    /// @param version null for the newest
    /// @throws ProblemException `NOT_FOUND`
    public Download url(Caller caller, NodeId folder, NodeId file, @Nullable VersionId version) {
        return url(caller, folder, file, version, (content, name) -> links.make(caller, content, name));
    }

    /// As [#url(Caller, NodeId, NodeId, VersionId)], for who has a content endpoint of their own.
    public Download url(Caller caller, NodeId folder, NodeId file, @Nullable VersionId version, ContentUrls endpoint) {
        browser.findFile(caller, folder, file);
        var content = versions.find(caller, file, version);
        var manifest = versions.manifest(content);
        traffic.seen();
        var object = wholeObject(content, manifest);
        if (object.isPresent()) {
            var request = store.signDownload(
                    object.get(), ContentDisposition.attachment(content.name()), settings.readLife());
            traffic.out(content.size());
            traffic.read(object.get());
            return download(content, request.url(), request.headers(), request.expiresAt());
        }
        var link = endpoint.make(content.versionId(), content.name());
        return download(content, link.url(), Map.of(), link.expiresAt());
    }

    /// A URL of the edge, where there is one that can have the content; else as
    /// [#url(Caller, NodeId, NodeId, VersionId)].
    ///
    /// @param version null for the newest
    /// @throws ProblemException `NOT_FOUND`
    public Download edgeUrl(Caller caller, NodeId folder, NodeId file, @Nullable VersionId version) {
        if (!edge.isThere()) {
            return url(caller, folder, file, version);
        }
        browser.findFile(caller, folder, file);
        var content = versions.find(caller, file, version);
        if (content.size() == 0) {
            return url(caller, folder, file, content.versionId());
        }
        traffic.seen();
        copies.note(content.versionId(), content.size());
        var link = links.makeForEdge(edge, caller, content.versionId(), content.name());
        return download(content, link.url(), Map.of(), link.expiresAt());
    }

    /// The chunks of a version in binary form.
    ///
    /// @param version null for the newest
    /// @param base a version that the asker has; only what differs from it is told. Null for all
    /// @param prefix bytes of each fingerprint to tell, 1 to 32
    public byte[] manifest(
            Caller caller,
            NodeId folder,
            NodeId file,
            @Nullable VersionId version,
            @Nullable VersionId base,
            int prefix) {
        browser.findFile(caller, folder, file);
        var manifest = versions.manifest(versions.find(caller, file, version));
        if (base == null) {
            return ManifestForm.write(manifest, prefix);
        }
        var older = versions.manifest(versions.find(caller, file, base));
        return ManifestForm.writeSplices(manifest.sizes(), ManifestDiff.between(older, manifest), prefix);
    }

    /// Opens a version for reading through this server.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Opened open(Caller caller, VersionId version) {
        var content = versions.find(caller, version.node(), version);
        var manifest = versions.manifest(content);
        traffic.seen();
        return new Opened(content, readers.of(manifest.chunks(), places.of(content.namespace(), manifest.chunks())));
    }

    /// The newest contents of files.
    ///
    /// @return one for each file, in their order; empty for one that is not in the tree any more, or
    ///     that the caller may not see
    List<Optional<Versions.Content>> find(Caller caller, List<NodeId> files) {
        return versions.findAll(
                caller,
                files.stream().map(file -> new Versions.Wanted(file, null)).toList());
    }

    /// Opens some contents of one namespace, to be read one after the other.
    ContentReader read(List<Versions.Content> contents) {
        var chunks = versions.manifests(contents).stream()
                .flatMap(manifest -> manifest.chunks().stream())
                .toList();
        return contents.isEmpty()
                ? readers.of(List.of(), Map.of())
                : readers.of(chunks, places.of(contents.getFirst().namespace(), chunks));
    }

    /// The object that is the file, as it is and nothing else.
    private Optional<String> wholeObject(Versions.Content content, Manifest manifest) {
        if (manifest.chunks().isEmpty()) {
            return Optional.empty();
        }
        var found = places.of(content.namespace(), manifest.chunks());
        var first = found.get(manifest.chunks().getFirst().fingerprint());
        long position = 0;
        for (var chunk : manifest.chunks()) {
            var place = found.get(chunk.fingerprint());
            if (!lies(place, first.objectKey(), position)) {
                return Optional.empty();
            }
            position += chunk.length();
        }
        return position == first.objectSize() ? Optional.of(first.objectKey()) : Optional.empty();
    }

    private static boolean lies(Place place, String objectKey, long position) {
        return place.encoding() == Encoding.IDENTITY
                && place.objectKey().equals(objectKey)
                && place.position() == position;
    }

    private static Download download(
            Versions.Content content, URI url, Map<String, String> headers, Instant expiresAt) {
        return new Download(
                url, headers, expiresAt, content.name(), content.size(), content.versionId(), content.fingerprint());
    }

    /// @param headers to be sent with the GET
    public record Download(
            URI url,
            Map<String, String> headers,
            Instant expiresAt,
            String fileName,
            long fileSize,
            VersionId versionId,
            Fingerprint fingerprint) {}

    /// Makes URLs of a content endpoint.
    @FunctionalInterface
    public interface ContentUrls {
        ContentUrl make(VersionId version, String fileName);
    }

    /// A URL that gives one version's plain bytes.
    public record ContentUrl(URI url, Instant expiresAt) {}

    /// A version that is being read.
    public record Opened(Versions.Content content, ContentReader reader) {}
}
