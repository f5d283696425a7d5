package dev.cairn.client.app;

import dev.cairn.client.remote.Http;
import dev.cairn.client.remote.Session;
import dev.cairn.core.problem.ProblemException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `sign-out`: the server forgets the device. The files stay where they are.
@Command(name = "sign-out", description = "Signs this device out. The files stay where they are.")
final class SignOut implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @Override
    public Integer call() throws IOException {
        var home = main.home();
        var account = Client.requireAccount(home);
        try (var _ = home.lock();
                var http = new Http()) {
            new Session(http, account, InstantSource.system(), home::keep).signOut();
            home.forgetAccount();
        } catch (ProblemException alreadyOut) {
            home.forgetAccount();
        }
        System.out.println("Signed out. The files stay where they are.");
        return ExitCode.OK.number();
    }
}
