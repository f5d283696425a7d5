package dev.cairn.tree.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.cairn.core.problem.ProblemException;
import java.util.function.Consumer;

/// Asks for a new folder's name; a name that cannot be used is said so beside the field.
final class NewFolderDialog extends Dialog {

    private final TextField name = new TextField(getTranslation("new-folder.name"));
    private final transient Consumer<String> make;

    /// @param make makes the folder, or throws a [ProblemException] that says why not
    NewFolderDialog(Consumer<String> make) {
        this.make = make;
        setHeaderTitle(getTranslation("new-folder.title"));
        name.setId("new-folder-name");
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(_ -> name.setInvalid(false));
        name.addKeyDownListener(Key.ENTER, _ -> submit());
        add(name);
        var create = new Button(getTranslation("new-folder.create"), _ -> submit());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("new-folder-create");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), create);
    }

    private void submit() {
        try {
            make.accept(name.getValue().strip());
            close();
        } catch (ProblemException e) {
            name.setErrorMessage(e.getMessage());
            name.setInvalid(true);
        }
    }
}
