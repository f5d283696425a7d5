package dev.cairn.client.app;

import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What a running client says to a line on its socket. Each is worked out on the loop's thread, so
/// that nothing changes meanwhile.
final class Answers {

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());
    private static final int PATIENCE_SECONDS = 30;

    private final Client client;
    private final SyncLoop loop;

    Answers(Client client, SyncLoop loop) {
        this.client = client;
        this.loop = loop;
    }

    String to(String line) {
        var words = List.of(line.split("\t"));
        return switch (words.getFirst()) {
            case "status" -> JSON.toJson(loop.status());
            case "pause" -> onLoop(() -> setPaused(true));
            case "resume" -> onLoop(() -> resume(words.contains("--deletes")));
            case "conflicts" -> onLoop(() -> lines(client.engine().conflicts().all()));
            case "why" -> onLoop(() -> new Explanation(client.engine()).of(words.getLast()));
            case "plan" -> onLoop(() -> new Explanation(client.engine()).plan());
            case "select" -> onLoop(() -> select(words.subList(1, words.size())));
            default -> "There is no such question";
        };
    }

    private String setPaused(boolean paused) {
        if (paused) {
            client.base().putValue(Client.PAUSED, "yes");
        } else {
            client.base().removeValue(Client.PAUSED);
        }
        client.base().save();
        return paused ? "Paused" : "Resumed";
    }

    private String resume(boolean deletes) {
        if (deletes) {
            client.engine().confirmDeletes();
        }
        client.engine().retry();
        client.engine().anythingChanged();
        client.engine().serverChanged();
        return setPaused(false);
    }

    /// @param arguments paths of folders, each with `+` or `-` in front; none to list
    private String select(List<String> arguments) {
        var base = client.base();
        var hidden = new LinkedHashSet<>(Client.hidden(base));
        for (var argument : arguments) {
            var id = folder(argument.substring(1));
            if (argument.startsWith("-")) {
                hidden.add(id);
                base.putValue(Client.HIDDEN + id.value(), argument.substring(1));
            } else {
                hidden.remove(id);
                base.removeValue(Client.HIDDEN + id.value());
            }
        }
        client.engine().hide(hidden);
        base.save();
        client.engine().anythingChanged();
        return lines(hidden.stream()
                .map(id -> "not here: " + String.join("/", base.everything().path(id)))
                .toList());
    }

    private EntryId folder(String path) {
        var tree = client.base().everything();
        var at = tree.root();
        for (var name :
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList()) {
            at = tree.children(at).stream()
                    .filter(tree::hasFolder)
                    .filter(id -> tree.find(id).orElseThrow().place().name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new ClientException(ExitCode.USAGE, "there is no folder " + path));
        }
        return at;
    }

    private static String lines(Iterable<String> all) {
        return String.join("\n", all);
    }

    private String onLoop(Supplier<String> question) {
        var answer = new CompletableFuture<String>();
        loop.tell(() -> {
            try {
                answer.complete(question.get());
            } catch (ClientException e) {
                answer.complete(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "It is busy with a transfer; ask again later";
        } catch (ExecutionException e) {
            return "It cannot be told: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted";
        }
    }
}
