package dev.cairn.testing;

import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;

/// Lets the server stay when a test class ends: Arquillian would undeploy even what it does not
/// manage, and with Payara Micro that ends the server. [Cairn] ends it after the last class.
public final class KeepDeployment implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Observer.class);
    }

    /// Made by Arquillian.
    public static final class Observer {

        /// Goes no further.
        public void keep(@Observes(precedence = 1) EventContext<UnDeployDeployment> event) {}
    }
}
