package dev.cairn.mail.smtp;

import dev.cairn.mail.control.Carrier.Parcel;
import dev.cairn.platform.control.Settings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;

/// Words a mail as MIME: text and HTML, for one recipient. Source: RFC 5322, RFC 2046.
final class MimeForm {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Settings settings;
    private final InstantSource clock;

    MimeForm(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    MimeMessage message(Session session, Parcel mail) throws MessagingException {
        var message = new Numbered(
                session, "<cairn-" + mail.id() + "@" + settings.baseUrl().getHost() + ">");
        try {
            message.setFrom(new InternetAddress(settings.mail().from(), "Cairn", UTF_8));
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("Every Java platform has UTF-8", e);
        }
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.recipient().text(), true));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no automatic answers
        var plain = new MimeBodyPart();
        plain.setText(mail.plain(), UTF_8, "plain");
        var html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /// A message with an id of our own, the same at every attempt.
    private static final class Numbered extends MimeMessage {

        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
