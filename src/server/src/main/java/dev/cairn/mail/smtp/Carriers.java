package dev.cairn.mail.smtp;

import dev.cairn.mail.control.Carrier;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/// Chooses how mails are carried: by the mail server that is set, else into the directory that is set,
/// else not at all.
@ApplicationScoped
public class Carriers {

    @Produces
    @Singleton
    Optional<Carrier> carrier(Settings settings, InstantSource clock) {
        var mail = settings.mail();
        var form = new MimeForm(settings, clock);
        return mail.host()
                .<Carrier>map(host -> new SmtpCarrier(host, mail, form))
                .or(() -> mail.directory().map(directory -> new DirectoryCarrier(directory, form)));
    }
}
