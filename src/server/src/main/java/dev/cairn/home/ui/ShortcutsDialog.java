package dev.cairn.home.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import java.util.List;

/// What the keyboard can do.
public class ShortcutsDialog extends Dialog {

    private static final List<String> KEYS = List.of(
            "open", "rename", "delete", "select-all", "details", "new-folder", "upload", "search", "escape", "help");

    public ShortcutsDialog() {
        setHeaderTitle(getTranslation("shortcuts.title"));
        var list = new DescriptionList();
        list.addClassName("shortcuts");
        for (var key : KEYS) {
            list.add(
                    new DescriptionList.Term(getTranslation("shortcuts." + key + ".key")),
                    new DescriptionList.Description(getTranslation("shortcuts." + key)));
        }
        add(list);
        getFooter().add(new Button(getTranslation("close"), _ -> close()));
    }
}
