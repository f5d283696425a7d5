package dev.cairn.mail.smtp;

import dev.cairn.mail.control.Carrier;
import dev.cairn.mail.control.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Leaves mails in a directory as `.eml` files, which mail programs open: for a Cairn without a mail
/// server.
final class DirectoryCarrier implements Carrier {

    private final Path directory;
    private final MimeForm form;
    private final Session session = Session.getInstance(new Properties());

    DirectoryCarrier(Path directory, MimeForm form) {
        this.directory = directory;
        this.form = form;
    }

    @Override
    public Delivery carry(Parcel mail) {
        try {
            Files.createDirectories(directory);
            try (var file = Files.newOutputStream(directory.resolve("mail-%06d.eml".formatted(mail.id())))) {
                form.message(session, mail).writeTo(file);
            }
            return new Delivery.Accepted();
        } catch (IOException e) {
            return new Delivery.Refused("The directory of mails cannot be written: " + e.getMessage(), false);
        } catch (MessagingException e) {
            return new Delivery.Refused("This cannot be worded as a mail: " + e.getMessage(), true);
        }
    }
}
