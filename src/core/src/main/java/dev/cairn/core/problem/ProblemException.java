package dev.cairn.core.problem;

import java.io.Serial;
import java.util.Map;

/// The one exception for a failure that the caller is told about.
///
/// Its message is for people: what happened, what was kept, what to do; never a secret.
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ProblemType type;

    private final transient Map<String, Object> members;

    /// @param detail what happened this time, and what to do
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    /// @param members more members of the problem document, each a JSON value
    public ProblemException(ProblemType type, String detail, Map<String, Object> members) {
        super(detail);
        this.type = type;
        this.members = Map.copyOf(members);
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, Object> members() {
        return members;
    }
}
