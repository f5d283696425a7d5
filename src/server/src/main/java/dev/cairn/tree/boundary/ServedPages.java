package dev.cairn.tree.boundary;

import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.boundary.JsonForm;
import dev.cairn.tree.control.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Pages of folders as they went out, to go out again while nothing in their namespace changes.
///
/// Every device shows the same folders again and again. A page is kept under the seq that its
/// namespace had before it was read; whoever asks has just read the seq from the database, on
/// whatever server node, so a page that is out of date is never found. Rights are no part of a page,
/// and are checked before.
@ApplicationScoped
public class ServedPages {

    /// Bytes of all pages together: a thousand of a hundred entries.
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final JsonForm form = new JsonForm();

    /// The one that was not asked for longest is first.
    private final SequencedMap<Question, byte[]> pages = new LinkedHashMap<>(64, 0.75f, true);

    private int bytes;

    /// The JSON of a page.
    ///
    /// @param page is asked where the answer is not known
    byte[] answer(Question question, Supplier<FoldersResource.FolderPage> page) {
        var known = find(question);
        if (known != null) {
            return known;
        }
        var json = form.getContext(FoldersResource.FolderPage.class)
                .toJson(page.get())
                .getBytes(StandardCharsets.UTF_8);
        keep(question, json);
        return json;
    }

    private synchronized byte @Nullable [] find(Question question) {
        return pages.get(question);
    }

    private synchronized void keep(Question question, byte[] json) {
        var former = pages.put(question, json);
        bytes += json.length - (former == null ? 0 : former.length);
        while (bytes > MOST_BYTES) {
            bytes -= pages.pollFirstEntry().getValue().length;
        }
    }

    /// What an answer depends on.
    ///
    /// @param seq of the namespace, read before the page
    record Question(
            long seq,
            long epoch,
            NodeId folder,
            Order order,
            @Nullable String cursor,
            int limit) {}
}
