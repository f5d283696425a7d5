package dev.cairn.platform.ui;

import com.vaadin.flow.component.textfield.TextField;

/// A field for a code of an authenticator, which browsers and phones know as one.
public final class CodeField extends TextField {

    public CodeField(String id) {
        setId(id);
        setLabel(getTranslation("sign-in.code"));
        getElement().setProperty("autocomplete", "one-time-code");
    }
}
