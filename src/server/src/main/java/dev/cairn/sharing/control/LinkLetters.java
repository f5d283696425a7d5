package dev.cairn.sharing.control;

import dev.cairn.mail.control.Letter;
import dev.cairn.mail.control.Texts;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
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

    /// @param maker the name of who shares, or asks for files
    /// @param name of what is shared, or takes the files
    Letter invitation(String maker, String name, LinkInfo link) {
        var kind = link.allow() == Allow.UPLOAD_ONLY ? "mail.request" : "mail.link";
        var paragraphs = new ArrayList<>(List.of(Texts.of(kind + ".text", maker, name)));
        if (link.hasPassword()) {
            paragraphs.add(Texts.of("mail.link.password"));
        }
        return new Letter(
                Texts.of(kind + ".subject", maker, name),
                paragraphs,
                Optional.of(new Letter.Button(Texts.of("mail.link.button"), link.url())),
                List.of(Texts.of("mail.link.closing"), settings.baseUrl().toString()));
    }
}
