package dev.cairn.content.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/// What a preview is: a picture of some size, or text.
public sealed interface PreviewForm permits PictureSize, TextForm {

    /// Whether it makes sense to ask for it: by the name's ending and the size. What the file really is
    /// turns out when it is read.
    boolean suits(String fileName, long size);

    /// How it is written in addresses.
    String form();

    /// @throws IllegalArgumentException if there is no such form
    static PreviewForm of(String form) {
        return Stream.<PreviewForm>concat(Arrays.stream(PictureSize.values()), Arrays.stream(TextForm.values()))
                .filter(each -> each.form().equals(form))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A preview is small, medium, large or text."));
    }

    /// What is behind a name's last dot, in small letters; all of a name without one.
    static String ending(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
