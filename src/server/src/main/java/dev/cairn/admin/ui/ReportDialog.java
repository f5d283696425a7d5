package dev.cairn.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/// Says something that is to be read.
final class ReportDialog extends Dialog {

    ReportDialog(String title, String text) {
        setHeaderTitle(title);
        setMaxWidth("min(32rem, 100%)");
        var report = new Paragraph(text);
        report.setId("report");
        add(report);
        getFooter().add(new Button(getTranslation("close"), _ -> close()));
    }
}
