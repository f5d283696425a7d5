package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.icon.VaadinIcon;

/// A window in which there is room to look at a file.
public final class PreviewDialog extends Dialog {

    /// @param title the file's name
    public PreviewDialog(String title, Component preview) {
        setHeaderTitle(title);
        setWidth("min(64rem, 96vw)");
        var close = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(getTranslation("close"));
        close.setId("preview-close");
        getHeader().add(close);
        preview.addClassName("in-window");
        add(preview);
    }
}
