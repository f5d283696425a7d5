package dev.cairn.content.ui;

import dev.cairn.accounts.control.Caller;
import dev.cairn.content.control.PictureSize;
import dev.cairn.content.control.Previews;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.ui.PictureUrls;
import jakarta.inject.Inject;
import java.util.Optional;

/// Addresses of previews, as they are below the page's own origin.
@OneObject
public class SignedPictureUrls implements PictureUrls {

    private final Previews previews;

    @Inject
    SignedPictureUrls(Previews previews) {
        this.previews = previews;
    }

    @Override
    public Optional<String> small(Caller caller, Entry entry) {
        return find(caller, entry, PictureSize.SMALL);
    }

    @Override
    public Optional<String> medium(Caller caller, Entry entry) {
        return find(caller, entry, PictureSize.MEDIUM);
    }

    private Optional<String> find(Caller caller, Entry entry, PictureSize size) {
        return previews.url(caller, entry, size).map(url -> url.getRawPath() + "?" + url.getRawQuery());
    }
}
