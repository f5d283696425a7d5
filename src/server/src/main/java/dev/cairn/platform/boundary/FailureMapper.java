package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Collisions;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.UUID;

/// Words everything else that goes wrong: requests that cannot be read, and our own faults.
///
/// A fault answers 500 with a random `instance`, which is in the log beside the cause, and tells
/// nothing more.
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());

    private final HttpServletRequest request;

    public FailureMapper(@Context HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public Response toResponse(Throwable failure) {
        return Problems.answer(
                switch (failure) {
                    case WebApplicationException e when e.getResponse().getStatus() < 500 -> refusedByJaxRs(e);
                    default -> {
                        var problem = causeOf(failure, ProblemException.class);
                        if (problem != null) {
                            yield problem;
                        }
                        if (Collisions.isOne(failure)) {
                            yield new ProblemException(
                                    ProblemType.UNAVAILABLE,
                                    "Somebody changed the same at the same moment. Nothing was changed here; try again.");
                        }
                        boolean unreadable = causeOf(failure, JsonbException.class) != null
                                || causeOf(failure, JsonException.class) != null;
                        yield unreadable
                                ? new ProblemException(ProblemType.BAD_REQUEST, unreadable(failure))
                                : fault(failure);
                    }
                });
    }

    private static ProblemException refusedByJaxRs(WebApplicationException e) {
        var type = switch (e.getResponse().getStatus()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemType.BAD_REQUEST;
        };
        var problem = causeOf(e, ProblemException.class);
        return problem != null ? problem : new ProblemException(type, type.title() + ".");
    }

    /// The deepest message that is ours says best what is wrong with the request.
    private static String unreadable(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            boolean ours = cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
            if (ours && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return "The request's body is not the JSON that is expected here.";
    }

    private ProblemException fault(Throwable failure) {
        var instance = "urn:uuid:" + UUID.randomUUID();
        LOG.log(Level.ERROR, "Fault " + instance + ", request " + RequestId.of(request), failure);
        return new ProblemException(
                ProblemType.INTERNAL,
                "Nothing was changed unless a retry says so. The server's log has the cause under this instance.",
                Map.of("instance", instance));
    }

    private static <T> T causeOf(Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
