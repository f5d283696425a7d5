package dev.cairn.client.app;

import dev.cairn.client.remote.Account;
import dev.cairn.client.remote.Http;
import dev.cairn.client.remote.Session;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `sign-in URL EMAIL`: makes this device known to a server.
@Command(name = "sign-in", description = "Signs this device in; the password is asked for, or is in CAIRN_PASSWORD.")
final class SignIn implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @Parameters(index = "0", paramLabel = "URL", description = "Such as https://cairn.example.org")
    private URI server = URI.create("");

    @Parameters(index = "1", paramLabel = "EMAIL")
    private String email = "";

    @Option(names = "--device", description = "What others see of this device (default: the computer's name).")
    private String device = computer();

    @Override
    public Integer call() throws IOException {
        var home = main.home();
        if (home.account().isPresent()) {
            throw new ClientException(
                    ExitCode.USAGE,
                    "signed in already as " + home.account().get().email()
                            + ": sign out first, or name another --home");
        }
        if (server.getHost() == null || !String.valueOf(server.getScheme()).matches("https?")) {
            throw new ClientException(ExitCode.USAGE, "a server's address is like https://cairn.example.org");
        }
        try (var http = new Http()) {
            home.keep(signIn(http, password()));
        }
        System.out.println("Signed in as " + email + ". Next: ./cairn client sync FOLDER");
        return ExitCode.OK.number();
    }

    /// Asks for a code, too, where the server does.
    private Account signIn(Http http, String password) throws IOException {
        try {
            return Session.signIn(http, server, email, password, null, device);
        } catch (ProblemException e) {
            if (e.type() != ProblemType.SECOND_FACTOR) {
                throw e;
            }
            return Session.signIn(http, server, email, password, code(), device);
        }
    }

    private static String code() {
        var given = System.getenv("CAIRN_CODE");
        if (given != null) {
            return given;
        }
        var console = System.console();
        var typed = console == null ? null : console.readLine("Code of your authenticator: ");
        if (typed == null) {
            throw new ClientException(
                    ExitCode.USAGE, "there is no terminal to ask for the code of your authenticator: set CAIRN_CODE");
        }
        return typed;
    }

    private static String password() {
        var given = System.getenv("CAIRN_PASSWORD");
        if (given != null) {
            return given;
        }
        var console = System.console();
        var typed = console == null ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw new ClientException(
                    ExitCode.USAGE, "there is no terminal to ask for the password: set CAIRN_PASSWORD");
        }
        return new String(typed);
    }

    private static String computer() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a computer";
        }
    }
}
