package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.tree.control.FolderBrowser.Location;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds files and folders by a part of their name, whatever its case, in all that the caller sees.
///
/// No index leads to the middle of a name, so names are looked through, in the order of an index
/// that holds all of them: hits come folder by folder and by name in each. One call looks at
/// [#MOST_NAMES] names at most; where there are more, its page may be short or empty, and the next
/// one goes on from there.
@OneObject
public class NameSearch {

    /// Most hits of a page.
    public static final int MOST = 1000;

    /// Longest text that is looked for, in bytes of UTF-8: that of the longest name.
    public static final int LONGEST = FileName.MAX_BYTES;

    /// Names that one call looks at.
    static final int MOST_NAMES = 200_000;

    /// Names that one question to the database looks at.
    private static final int STEP = 50_000;

    private static final String CURSOR = "search cursor";

    private final NamespaceAccess access;
    private final Entries entries;
    private final FolderBrowser browser;
    private final SignedTokens tokens;

    @Inject
    NameSearch(NamespaceAccess access, Entries entries, FolderBrowser browser, SignedTokens tokens) {
        this.access = access;
        this.entries = entries;
        this.browser = browser;
        this.tokens = tokens;
    }

    /// A page of hits. What is in the trash, or below a folder that is, is none.
    ///
    /// @param text a part of a name
    /// @param kind empty for both
    /// @param cursor from the last page of the same search; null for the first
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the text is blank or too long, or the cursor is not
    ///     one of ours
    public Page find(Caller caller, String text, Optional<NodeKind> kind, @Nullable String cursor, int limit) {
        var key = FileName.fold(text.strip()).getBytes(StandardCharsets.UTF_8);
        if (key.length == 0 || key.length > LONGEST) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, "q is a part of a name: 1 to " + LONGEST + " bytes in UTF-8.");
        }
        var from = cursor == null ? null : Mark.read(tokens.open(CURSOR, cursor));
        var hits = new ArrayList<Location>();
        int left = MOST_NAMES;
        for (var visible : access.visible(caller)) {
            var namespace = visible.namespace();
            if (from != null && namespace.value() < from.namespace.value()) {
                continue;
            }
            var at = from != null && from.namespace.equals(namespace) ? from.place : NamePlace.FIRST;
            while (at != null) {
                if (left <= 0 || hits.size() == limit) {
                    return new Page(hits, tokens.seal(CURSOR, new Mark(namespace, at).form()));
                }
                var step = entries.named(namespace, key, kind, at, Math.min(STEP, left), limit - hits.size());
                hits.addAll(browser.findAll(caller, step.hits()));
                left -= STEP;
                at = step.end().orElse(null);
            }
        }
        return new Page(hits, null);
    }

    /// Where a page ended.
    private record Mark(NamespaceId namespace, NamePlace place) {

        static Mark read(Optional<byte[]> form) {
            return form.filter(bytes -> bytes.length >= Integer.BYTES + Long.BYTES)
                    .map(Mark::read)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.BAD_REQUEST,
                            "nextCursor is not one of this server's. Begin with the first page."));
        }

        private static Mark read(byte[] form) {
            var source = ByteBuffer.wrap(form);
            var namespace = new NamespaceId(source.getInt());
            long folder = source.getLong();
            return new Mark(namespace, new NamePlace(folder, Arrays.copyOfRange(form, source.position(), form.length)));
        }

        byte[] form() {
            return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + place.key().length)
                    .putInt(namespace.value())
                    .putLong(place.folder())
                    .put(place.key())
                    .array();
        }
    }

    /// A place among all names of a namespace: after those of a folder up to this key.
    ///
    /// @param folder id of the folder; 0 is before all
    record NamePlace(long folder, byte[] key) {

        static final NamePlace FIRST = new NamePlace(0, new byte[0]);
    }

    /// What a step through the names has found.
    ///
    /// @param hits live themselves; what is above them was not looked at
    /// @param end where the next step begins; empty if there are no more names
    record Step(List<NodeId> hits, Optional<NamePlace> end) {}

    /// @param nextCursor null at the end
    public record Page(List<Location> hits, @Nullable String nextCursor) {
        public Page {
            hits = List.copyOf(hits);
        }
    }
}
