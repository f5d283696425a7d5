package dev.cairn.testing;

import java.io.IOException;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jspecify.annotations.Nullable;

/// Ends Arquillian's reader of a server's console together with the server.
///
/// Where a server ends that Arquillian did not end, its reader goes on reading the end of the stream
/// for ever, on a core of its own: `ConsoleReader` of arquillian-payara 3.1. Closing the stream ends it.
public final class ServerConsole implements LoadableExtension {

    private static volatile @Nullable DeployableContainer<?> container;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Deployments.class);
    }

    static void close() {
        var known = container;
        if (known == null) {
            return;
        }
        try {
            var field = known.getClass().getDeclaredField("payaraMicroProcess");
            field.setAccessible(true);
            ((Process) field.get(known)).getInputStream().close();
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError("Arquillian's container is not what it was; look whether this is still needed", e);
        }
    }

    /// Learns which container there is.
    public static final class Deployments {

        void deployed(@Observes AfterDeploy event) {
            container = event.getDeployableContainer();
        }
    }
}
