package dev.cairn.content.ui;

import com.vaadin.flow.component.Component;
import dev.cairn.content.control.MediaType;
import dev.cairn.content.control.PictureSize;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.control.TextForm;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.ui.EntryPicture;
import java.net.URI;
import java.util.Optional;

/// What a page shows of a file: a picture or text that the server has made, or a player.
public final class FilePreview {

    private FilePreview() {}

    /// Where the page finds them.
    public interface Addresses {

        URI preview(PreviewForm form);

        /// Is asked again when the last one is over.
        URI play();
    }

    /// Whether there is anything to be shown of a file, by its name and size.
    ///
    /// @param playable whether who looks may play it, too
    public static boolean isThere(String name, long size, boolean playable) {
        return PictureSize.LARGE.suits(name, size)
                || TextForm.BEGINNING.suits(name, size)
                || playable && size > 0 && MediaType.of(name).isPresent();
    }

    /// @param size of the version that is shown, in bytes
    /// @param picture how large it is, if it is one
    /// @return empty if there is nothing that can be shown
    public static Optional<Component> of(Entry entry, long size, PictureSize picture, Addresses addresses) {
        if (picture.suits(entry.name(), size)) {
            return Optional.of(new EntryPicture(entry, Optional.of(onPage(addresses.preview(picture)))));
        }
        if (TextForm.BEGINNING.suits(entry.name(), size)) {
            return Optional.of(new TextPreview(entry.name(), size, onPage(addresses.preview(TextForm.BEGINNING))));
        }
        return MediaType.of(entry.name())
                .filter(_ -> size > 0)
                .map(type -> new Player(entry.name(), type, () -> onPage(addresses.play())));
    }

    /// An address below the page's own origin.
    public static String onPage(URI url) {
        return url.getRawPath() + "?" + url.getRawQuery();
    }
}
