package dev.cairn.platform.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Words a transaction that failed in the end as every other failure: Jersey has a mapper of its own for
/// it, which fails in turn.
@Provider
public class TransactionFailureMapper implements ExceptionMapper<TransactionalException> {

    private final FailureMapper others;

    public TransactionFailureMapper(@Context HttpServletRequest request) {
        this.others = new FailureMapper(request);
    }

    @Override
    public Response toResponse(TransactionalException failure) {
        return others.toResponse(failure);
    }
}
