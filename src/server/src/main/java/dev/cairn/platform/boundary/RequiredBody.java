package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/// A body that is JSON's `null` is none: no resource is called with it.
@Provider
public class RequiredBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var body = context.proceed();
        if (body == null) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The request's body is missing.");
        }
        return body;
    }
}
