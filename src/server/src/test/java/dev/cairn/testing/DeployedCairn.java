package dev.cairn.testing;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A test of the whole Cairn, by its ports.
///
/// Arquillian starts the server with the first such class. It is a deployment that Arquillian does not
/// manage, so that it stays for all classes after it: a start takes 15 s. The backend is closed, and
/// the server ended, when all tests are done.
@RunAsClient
@ExtendWith({DeployedCairn.Behind.class, ArquillianExtension.class})
public abstract class DeployedCairn {

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @Deployment(name = Cairn.DEPLOYMENT, managed = false, testable = false)
    public static Archive<?> war() {
        return Cairn.war();
    }

    @BeforeEach
    final void start() {
        Cairn.get().start(deployer);
    }

    protected static Cairn cairn() {
        return Cairn.get();
    }

    /// Ends the server with `kill -9` and starts it again, at the same address.
    ///
    /// @param meanwhile is done while it is away
    protected final void restart(Runnable meanwhile) {
        Cairn.get().kill();
        meanwhile.run();
        Cairn.get().start(deployer);
    }

    /// Before Arquillian reads its settings: the backend, whose addresses are among them.
    static final class Behind implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Cairn.class))
                    .getOrComputeIfAbsent(Cairn.class, _ -> Cairn.get());
        }
    }
}
