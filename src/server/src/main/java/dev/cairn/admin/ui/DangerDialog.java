package dev.cairn.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/// Asks whether something is really meant.
final class DangerDialog extends Dialog {

    DangerDialog(String title, String text, String action, Runnable act) {
        setHeaderTitle(title);
        setMaxWidth("min(32rem, 100%)");
        add(new Paragraph(text));
        var go = new Button(action, _ -> {
            close();
            act.run();
        });
        go.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        go.setId("really");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), go);
    }
}
