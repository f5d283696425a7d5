package dev.cairn.sharing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/// Asks before something is done that is not easily undone.
final class Question extends Dialog {

    /// @param action what the button says that does it
    Question(String title, String text, String action, Runnable confirmed) {
        setHeaderTitle(title);
        setWidth("26rem");
        add(new Paragraph(text));
        var yes = new Button(action, _ -> {
            close();
            confirmed.run();
        });
        yes.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        yes.setId("confirm");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), yes);
    }
}
