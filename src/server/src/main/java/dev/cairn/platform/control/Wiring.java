package dev.cairn.platform.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/// Makes what constructors ask for and no class of ours is.
///
/// What the container injects is looked up once and handed out by methods. As producer fields, or
/// in a bean without a scope of its own, each would be looked up in JNDI, and copied there, for
/// every object that asks for one: many times in each request.
@ApplicationScoped
public class Wiring {

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "jdbc/cairn")
    private DataSource database;

    /// Any number of threads may share it: it finds the persistence context of whoever calls.
    @Produces
    EntityManager entities() {
        return entities;
    }

    @Produces
    DataSource database() {
        return database;
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Keys keys(Settings settings) {
        return new Keys(settings);
    }

    /// @throws IllegalArgumentException if a setting is missing or cannot work; it says which
    @Produces
    @Singleton
    Settings settings(Config config) {
        var baseUrl = value(config, "cairn.base-url", URI.class);
        return new Settings(
                baseUrl,
                value(config, "cairn.secret", String.class),
                value(config, "cairn.token-key", String.class),
                config.getOptionalValue("cairn.admin-token", String.class),
                value(config, "cairn.sign-up", Boolean.class),
                value(config, "cairn.device-limit", Integer.class),
                value(config, "cairn.hash-iterations", Integer.class),
                new Settings.Store(
                        value(config, "cairn.store.endpoint", URI.class),
                        value(config, "cairn.store.public-endpoint", URI.class),
                        value(config, "cairn.store.region", String.class),
                        value(config, "cairn.store.bucket", String.class),
                        value(config, "cairn.store.access-key", String.class),
                        value(config, "cairn.store.secret-key", String.class),
                        value(config, "cairn.store.probe-public", Boolean.class),
                        text(config, "cairn.store.events-secret")),
                value(config, "cairn.url.write-life", Duration.class),
                value(config, "cairn.url.read-life", Duration.class),
                value(config, "cairn.upload.life", Duration.class),
                new Settings.Keeping(
                        value(config, "cairn.keep.trash", Duration.class),
                        value(config, "cairn.keep.versions", Duration.class),
                        value(config, "cairn.keep.version-count", Integer.class),
                        config.getOptionalValue("cairn.quota", Long.class),
                        value(config, "cairn.keep.backups", Duration.class),
                        value(config, "cairn.scrub.every", Duration.class),
                        value(config, "cairn.deduplicate", Boolean.class),
                        text(config, "cairn.cold-after").map(_ -> value(config, "cairn.cold-after", Duration.class)),
                        value(config, "cairn.cold-class", StorageClass.class)),
                new Settings.Push(
                        value(config, "cairn.push.fresh-for", Duration.class),
                        value(config, "cairn.push.ask-stale-every", Duration.class),
                        value(config, "cairn.push.poll-every", Duration.class),
                        value(config, "cairn.push.connections", Integer.class)),
                mail(config, baseUrl),
                text(config, "cairn.cdn.url")
                        .map(url -> new Settings.Cdn(URI.create(url), value(config, "cairn.cdn.key", String.class))),
                text(config, "cairn.oidc.issuer").map(issuer -> oidc(config, URI.create(issuer))));
    }

    private static Settings.Oidc oidc(Config config, URI issuer) {
        return new Settings.Oidc(
                issuer,
                value(config, "cairn.oidc.client-id", String.class),
                value(config, "cairn.oidc.client-secret", String.class),
                text(config, "cairn.oidc.name").orElse(issuer.getHost()),
                value(config, "cairn.oidc.trust-email", Boolean.class));
    }

    private static Settings.Mail mail(Config config, URI baseUrl) {
        return new Settings.Mail(
                text(config, "cairn.mail.host"),
                value(config, "cairn.mail.port", Integer.class),
                value(config, "cairn.mail.security", Settings.Mail.Security.class),
                text(config, "cairn.mail.user"),
                text(config, "cairn.mail.password"),
                text(config, "cairn.mail.from").orElse("cairn@" + baseUrl.getHost()),
                text(config, "cairn.mail.directory").map(Path::of));
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
    }

    private static <T> T value(Config config, String name, Class<T> type) {
        try {
            return config.getValue(name, type);
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException("The setting " + name + " is missing", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The setting " + name + " is not a " + type.getSimpleName(), e);
        }
    }
}
