package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.Installation;
import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.StartRefused;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/// Tries, before it is used, whether the store keeps what its signed URLs promise.
///
/// A signed URL must store exactly the bytes it was made for, once. A store that ignores a signed
/// checksum would let whoever has a URL put other bytes under a good name, so this server does not
/// start with one. The probe runs when the store's settings are new or have changed.
@OneObject
public class StoreProbe {

    private static final System.Logger LOG = System.getLogger(StoreProbe.class.getName());

    /// Changes with the attacks, so that a store that passed fewer of them is tried again.
    private static final String ATTACKS = "2";

    private final PackStore store;
    private final Settings settings;
    private final Installation installation;

    @Inject
    StoreProbe(PackStore store, Settings settings, Installation installation) {
        this.store = store;
        this.settings = settings;
        this.installation = installation;
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 1) @Initialized(ApplicationScoped.class) ServletContext context) {
        var described = describe(settings.store());
        if (installation.isProbed(described)) {
            return;
        }
        try {
            new StoreAttacks(settings.store().probePublic() ? store : store.fromHere()).run();
        } catch (ProblemException e) {
            throw new StartRefused(
                    "the store at " + settings.store().endpoint() + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartRefused("the store cannot be reached at " + place() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("it was told to stop", e);
        }
        installation.probed(described);
        LOG.log(Level.INFO, "The store keeps what its signed URLs promise");
    }

    private String place() {
        var known = settings.store();
        return known.probePublic()
                ? known.publicEndpoint() + ", where browsers will look for it"
                : known.endpoint().toString();
    }

    private static Fingerprint describe(Settings.Store store) {
        var text = String.join(
                "\n",
                ATTACKS,
                store.endpoint().toString(),
                store.publicEndpoint().toString(),
                store.region(),
                store.bucket(),
                store.accessKey());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(bytes, 0, bytes.length);
    }
}
