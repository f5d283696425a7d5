package dev.cairn.content.ui;

import com.vaadin.flow.component.Component;
import dev.cairn.accounts.control.Caller;
import dev.cairn.content.control.PictureSize;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.control.Previews;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.ui.EntryPreviews;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/// Previews for people who are signed in, by addresses that are signed for them.
@OneObject
public class SignedPreviews implements EntryPreviews {

    private final Previews previews;

    @Inject
    SignedPreviews(Previews previews) {
        this.previews = previews;
    }

    @Override
    public boolean isThere(String fileName, long size) {
        return FilePreview.isThere(fileName, size, true);
    }

    @Override
    public Optional<String> tile(Caller caller, Entry entry) {
        return previews.url(caller, entry, PictureSize.SMALL).map(FilePreview::onPage);
    }

    @Override
    public Optional<Component> inDrawer(Caller caller, Entry entry) {
        return Optional.ofNullable(entry.versionId())
                .flatMap(version -> FilePreview.of(
                        entry, entry.size(), PictureSize.MEDIUM, addresses(caller, entry.name(), version)));
    }

    @Override
    public Optional<Component> inWindow(Caller caller, Entry entry, VersionId version, long size) {
        return FilePreview.of(entry, size, PictureSize.LARGE, addresses(caller, entry.name(), version));
    }

    private FilePreview.Addresses addresses(Caller caller, String fileName, VersionId version) {
        return new FilePreview.Addresses() {
            @Override
            public URI preview(PreviewForm form) {
                return previews.url(caller, version, form);
            }

            @Override
            public URI play() {
                return previews.playUrl(caller, version, fileName);
            }
        };
    }
}
