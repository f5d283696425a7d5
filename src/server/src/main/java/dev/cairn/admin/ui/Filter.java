package dev.cairn.admin.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.function.Consumer;

/// Narrows a list down to what has a text in it. The text is in the URL.
final class Filter extends TextField {

    private static final String PARAMETER = "q";

    /// @param changed is given what belongs into the URL when the person has typed something else
    Filter(String label, Consumer<Map<String, String>> changed) {
        setAriaLabel(label);
        setPlaceholder(label);
        setPrefixComponent(VaadinIcon.SEARCH.create());
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
        setId("filter");
        addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.accept(parameters());
            }
        });
    }

    /// Leads to the same view with the text in its URL, and nothing else.
    ///
    /// @param path of the view
    Filter(String path, String label) {
        this(label, text -> UI.getCurrent().navigate(path, QueryParameters.simple(text)));
    }

    /// What the URL has for the text.
    Map<String, String> parameters() {
        var text = getValue().strip();
        return text.isEmpty() ? Map.of() : Map.of(PARAMETER, text);
    }

    /// Takes the text over from the URL.
    ///
    /// @return the text; empty for none
    String read(Location location) {
        var text = location.getQueryParameters().getSingleParameter(PARAMETER).orElse("");
        setValue(text);
        return text;
    }
}
