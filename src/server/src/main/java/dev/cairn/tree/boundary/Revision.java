package dev.cairn.tree.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Pattern;

/// A node's revision, as `ETag` and `If-Match` carry it: `"7"`.
public record Revision(int number) {

    private static final Pattern FORM = Pattern.compile("\"([0-9]{1,9})\"");

    /// @throws ProblemException `BAD_REQUEST` if `header` is not one entity tag of ours
    public static Revision valueOf(String header) {
        var matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "If-Match carries one ETag, such as \"7\".");
        }
        return new Revision(Integer.parseInt(matcher.group(1)));
    }

    static EntityTag tag(int rev) {
        return new EntityTag(Integer.toString(rev));
    }
}
