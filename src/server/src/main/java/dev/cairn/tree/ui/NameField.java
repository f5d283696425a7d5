package dev.cairn.tree.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.tree.control.Entry;

/// The field in which a name is changed in its place: Enter and leaving it take the new name, Escape
/// keeps the old one.
final class NameField extends TextField {

    /// @param done is called when the person is done
    /// @param cancelled is called when they think better of it
    NameField(Runnable done, Runnable cancelled) {
        setWidthFull();
        setAriaLabel(getTranslation("folder.new-name"));
        addKeyDownListener(Key.ENTER, _ -> done.run());
        addKeyDownListener(Key.ESCAPE, _ -> cancelled.run());
        addBlurListener(_ -> done.run());
        // what is typed here is for the field: the view's own Delete would put the file into the trash
        getElement().addEventListener("keydown", _ -> {}).stopPropagation();
    }

    /// Shows an entry's name, with that part marked that people want to change: not the extension.
    void edit(Entry entry) {
        setValue(entry.name());
        focus();
        int dot = entry.name().lastIndexOf('.');
        int stem = entry.isFile() && dot > 0 ? dot : entry.name().length();
        getElement().executeJs("setTimeout(() => this.inputElement.setSelectionRange(0, $0))", stem);
    }

    /// Whether the person has typed another name for the entry.
    boolean changes(Entry entry) {
        return !getValue().isBlank() && !getValue().equals(entry.name());
    }
}
