package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.Entries.RecentMark;
import dev.cairn.tree.control.FolderBrowser.Location;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files whose content is the newest, in all that the caller sees: those among the nodes of each
/// namespace that changed last.
@OneObject
public class RecentFiles {

    /// Most files of a page.
    public static final int MOST = 1000;

    /// So many of the nodes that changed last in a namespace are looked at.
    static final int CHANGES = 5000;

    /// Files that one call looks at, at most: those below a folder in the trash are not shown.
    private static final int MOST_LOOKED_AT = 5000;

    private static final String CURSOR = "recent files cursor";
    private static final Comparator<Entry> NEWEST = Comparator.comparing(Entry::committed)
            .thenComparing(entry -> entry.id().value())
            .reversed();

    private final NamespaceAccess access;
    private final Entries entries;
    private final FolderBrowser browser;
    private final SignedTokens tokens;

    @Inject
    RecentFiles(NamespaceAccess access, Entries entries, FolderBrowser browser, SignedTokens tokens) {
        this.access = access;
        this.entries = entries;
        this.browser = browser;
        this.tokens = tokens;
    }

    /// A page of them, the newest first. It may be short or empty and still not be the last.
    ///
    /// @param cursor from the last page; null for the first
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of ours
    public Page list(Caller caller, @Nullable String cursor, int limit) {
        var namespaces = access.visible(caller);
        var before = cursor == null ? null : mark(cursor);
        var shown = new ArrayList<Location>();
        for (int looked = 0; looked < MOST_LOOKED_AT && shown.size() < limit; ) {
            int wanted = limit - shown.size();
            var from = before;
            var next = namespaces.stream()
                    .flatMap(visible -> entries.recent(visible.namespace(), from, wanted).stream())
                    .sorted(NEWEST)
                    .limit(wanted)
                    .toList();
            shown.addAll(browser.findAll(caller, next.stream().map(Entry::id).toList()));
            if (next.size() < wanted) {
                return new Page(shown, null);
            }
            looked += wanted;
            before = new RecentMark(next.getLast().committed(), next.getLast().id());
        }
        return new Page(shown, before == null ? null : tokens.seal(CURSOR, form(before)));
    }

    private static byte[] form(RecentMark mark) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(Times.toMicros(mark.at()))
                .putLong(mark.id().value())
                .array();
    }

    private RecentMark mark(String cursor) {
        return tokens.open(CURSOR, cursor)
                .filter(form -> form.length == 2 * Long.BYTES)
                .map(ByteBuffer::wrap)
                .map(form -> new RecentMark(Times.ofMicros(form.getLong()), new NodeId(form.getLong())))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "nextCursor is not one of this server's. Begin with the first page."));
    }

    /// @param nextCursor null at the end
    public record Page(List<Location> files, @Nullable String nextCursor) {
        public Page {
            files = List.copyOf(files);
        }
    }
}
