package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;

/// Words failures as `application/problem+json`. Source: RFC 9457.
final class Problems {

    static final MediaType MEDIA_TYPE = MediaType.valueOf("application/problem+json");

    private static final int SECONDS_TO_WAIT = 5;

    private Problems() {}

    static Response answer(ProblemException problem) {
        var type = problem.type();
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type.uri().toString());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.getMessage());
        body.putAll(problem.members());
        var answer = Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body);
        if (type.remedy() == ProblemType.Remedy.WAIT) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.members().getOrDefault("retryAfter", SECONDS_TO_WAIT));
        }
        if (type.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }
}
