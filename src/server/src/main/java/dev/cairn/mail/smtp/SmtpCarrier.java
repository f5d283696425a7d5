package dev.cairn.mail.smtp;

import dev.cairn.mail.control.Carrier;
import dev.cairn.mail.control.Delivery;
import dev.cairn.platform.control.Settings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// Hands mails to a mail server by SMTP. Source: RFC 5321.
final class SmtpCarrier implements Carrier {

    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";
    private static final int FIRST_PERMANENT = 500;
    private static final int NO_ANSWER = -1;

    private final Settings.Mail settings;
    private final String host;
    private final MimeForm form;
    private final Session session;

    SmtpCarrier(String host, Settings.Mail settings, MimeForm form) {
        this.host = host;
        this.settings = settings;
        this.form = form;
        this.session = Session.getInstance(properties());
    }

    @Override
    public Delivery carry(Parcel mail) {
        MimeMessage message;
        try {
            message = form.message(session, mail);
        } catch (MessagingException e) {
            return new Delivery.Refused("This cannot be worded as a mail: " + e.getMessage(), true);
        }
        try (var transport = session.getTransport("smtp")) {
            try {
                transport.connect(
                        host,
                        settings.port(),
                        settings.user().orElse(null),
                        settings.password().orElse(null));
            } catch (AuthenticationFailedException e) {
                return new Delivery.Refused("The mail server does not take the user and password", false);
            } catch (MessagingException e) {
                return new Delivery.Refused("The mail server cannot be reached: " + e.getMessage(), false);
            }
            return send(transport, message);
        } catch (MessagingException e) {
            return new Delivery.Accepted(); // only the good-bye failed
        }
    }

    private static Delivery send(Transport transport, MimeMessage message) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivery.Accepted();
        } catch (SendFailedException e) {
            int code = code(e);
            return code == NO_ANSWER ? unclear(e) : new Delivery.Refused(e.getMessage(), code >= FIRST_PERMANENT);
        } catch (MessagingException e) {
            return unclear(e);
        }
    }

    private static Delivery unclear(MessagingException e) {
        return new Delivery.Unclear("The connection broke while the mail was sent: " + e.getMessage());
    }

    /// What the mail server answered about the one recipient, or about the mail.
    private static int code(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException each; cause = each.getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (cause instanceof SMTPSendFailedException mail && mail.getNextException() == null) {
                return mail.getReturnCode();
            }
        }
        return 0;
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.setProperty("mail.smtp.from", settings.from());
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }
}
