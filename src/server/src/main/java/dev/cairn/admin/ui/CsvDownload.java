package dev.cairn.admin.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.dom.Style;
import com.vaadin.flow.server.streams.DownloadEvent;
import dev.cairn.admin.control.AuditCsv;
import java.io.IOException;
import java.util.Optional;

/// Sends a table to the browser as a file. Nobody sees it.
final class CsvDownload extends Anchor {

    private static final String FILE = "audit.csv";

    private transient Optional<AuditCsv.Export> waiting = Optional.empty();

    CsvDownload() {
        setHref(this::send);
        getStyle().setDisplay(Style.Display.NONE);
        getElement().setAttribute("download", FILE);
        getElement().setAttribute("aria-hidden", true);
        setTabIndex(-1);
    }

    /// Has the browser fetch it, once.
    void start(AuditCsv.Export export) {
        waiting = Optional.of(export);
        getElement().callJsFunction("click");
    }

    private void send(DownloadEvent event) throws IOException {
        event.setFileName(FILE);
        event.setContentType("text/csv;charset=UTF-8");
        var export = waiting;
        waiting = Optional.empty();
        if (export.isPresent()) {
            export.get().write(event.getOutputStream());
        }
    }
}
