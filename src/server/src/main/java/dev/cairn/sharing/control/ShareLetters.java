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

/// The mail that offers a share. It has nothing to accept it by: who opens it signs in, and an account
/// sees what is offered to the address that it has proven.
@OneObject
public class ShareLetters {

    private final Settings settings;

    @Inject
    ShareLetters(Settings settings) {
        this.settings = settings;
    }

    /// @param maker the name of who shares
    /// @param name of what is shared
    /// @param message what they say to it
    Letter offer(String maker, String name, Optional<String> message) {
        var paragraphs = new ArrayList<>(List.of(Texts.of("mail.share.text", maker, name)));
        message.ifPresent(paragraphs::add);
        return new Letter(
                Texts.of("mail.share.subject", maker, name),
                paragraphs,
                Optional.of(
                        new Letter.Button(Texts.of("mail.share.button"), URI.create(settings.baseUrl() + "/shared"))),
                List.of(Texts.of("mail.share.closing"), settings.baseUrl().toString()));
    }
}
