package dev.cairn.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import dev.cairn.core.problem.ProblemException;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.util.UUID;

/// Says in the page what went wrong in a listener: what control refused in its own words, a fault
/// of ours with a number that is also in the log.
public class FailureNotice implements ErrorHandler {

    @Serial
    private static final long serialVersionUID = 1;

    private static final System.Logger LOG = System.getLogger(FailureNotice.class.getName());

    @Override
    public void error(ErrorEvent event) {
        var problem = problemIn(event.getThrowable());
        String text;
        if (problem != null) {
            text = problem.getMessage();
        } else {
            var instance = UUID.randomUUID();
            LOG.log(Level.ERROR, "Fault urn:uuid:" + instance, event.getThrowable());
            text = "Something went wrong on the server. Nothing was lost; try again. (" + instance + ")";
        }
        if (UI.getCurrent() != null) {
            Notices.failed(text);
        }
    }

    private static ProblemException problemIn(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return null;
    }
}
