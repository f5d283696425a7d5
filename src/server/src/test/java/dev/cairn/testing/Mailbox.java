package dev.cairn.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A real mail server, which keeps everybody's mail.
public final class Mailbox implements AutoCloseable {

    /// A server that was killed may have been sending mails; the next one waits until it is taken for dead.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Pattern LINK = Pattern.compile("https?://\\S+/\\S+");

    private final int port = Backend.freePort();
    private GreenMail server;

    public Mailbox() {
        server = start();
    }

    private GreenMail start() {
        var made = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        made.start();
        return made;
    }

    public int port() {
        return port;
    }

    /// Nobody answers at the mail server's port any more. Its mails are lost.
    public void stop() {
        server.stop();
    }

    public void startAgain() {
        server = start();
    }

    /// All mails for an address, the first first.
    public List<Mail> of(String recipient) {
        return Arrays.stream(server.getReceivedMessages())
                .map(Mail::of)
                .filter(mail -> mail.recipients().contains(recipient))
                .toList();
    }

    /// How many mails there are for anybody.
    public int count() {
        return server.getReceivedMessages().length;
    }

    /// Waits for a mail whose subject has these words.
    public Mail await(String recipient, String subject) {
        return Poll.until(
                        PATIENCE,
                        () -> of(recipient).stream()
                                .filter(mail -> mail.subject().contains(subject))
                                .toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    @Override
    public void close() {
        server.stop();
    }

    /// @param head all header lines
    public record Mail(List<String> recipients, String subject, String plain, String html, String head) {

        private static Mail of(MimeMessage message) {
            try {
                var parts = (MimeMultipart) message.getContent();
                var head = String.join("\n", Arrays.asList(headers(message)));
                return new Mail(
                        Arrays.stream(message.getRecipients(Message.RecipientType.TO))
                                .map(Object::toString)
                                .toList(),
                        message.getSubject(),
                        text(parts.getBodyPart(0)),
                        text(parts.getBodyPart(1)),
                        head);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String[] headers(MimeMessage message) throws MessagingException {
            return java.util.Collections.list(message.getAllHeaderLines()).toArray(String[]::new);
        }

        private static String text(BodyPart part) throws MessagingException, IOException {
            return (String) part.getContent();
        }

        /// The link that the mail is about.
        public String link() {
            var found = LINK.matcher(plain);
            if (!found.find()) {
                throw new AssertionError("No link in: " + plain);
            }
            return found.group();
        }

        /// The token in its link.
        public String token() {
            return link().substring(link().indexOf('=') + 1);
        }
    }
}
