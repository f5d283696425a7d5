package dev.cairn.sharing.control;

import dev.cairn.mail.control.Letter;
import dev.cairn.mail.control.Texts;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The mail that carries a link.
@OneObject
public class LinkLetters {

    private final Settings settings;

    @Inject
    LinkLetters(Settings settings) {
        this.settings = settings;
    }

    /// @param maker the name of who shares
    /// @param name of what is shared
    Letter invitation(String maker, String name, URI url, boolean hasPassword) {
        var paragraphs = new ArrayList<>(List.of(Texts.of("mail.link.text", maker, name)));
        if (hasPassword) {
            paragraphs.add(Texts.of("mail.link.password"));
        }
        return new Letter(
                Texts.of("mail.link.subject", maker, name),
                paragraphs,
                Optional.of(new Letter.Button(Texts.of("mail.link.button"), url)),
                List.of(Texts.of("mail.link.closing"), settings.baseUrl().toString()));
    }
}
