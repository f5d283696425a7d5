package dev.cairn.home.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;

/// Asks what to look for, from every view; `/` or Ctrl K leads to it.
final class SearchField extends Div {

    private static final String PATH = "search";
    private static final String TEXT = "q";

    /// A slash that is typed into a field is a slash.
    private static final String LISTEN = """
            const field = this;
            const ended = new AbortController();
            document.addEventListener('keydown', event => {
                if (!field.isConnected) {
                    ended.abort();
                    return;
                }
                const slash = event.key === '/' && !event.ctrlKey && !event.altKey && !event.metaKey
                    && !event.composedPath()[0].matches?.('input, textarea, select, [contenteditable]');
                const controlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
                if (slash || controlK) {
                    event.preventDefault();
                    field.focus();
                    field.inputElement.select();
                }
            }, { signal: ended.signal });
            """;

    private final TextField field = new TextField();

    SearchField() {
        addClassName("search");
        getElement().setAttribute("role", "search");
        field.setId("search");
        field.setAriaLabel(getTranslation("search.label"));
        field.setPlaceholder(getTranslation("search.title"));
        field.setPrefixComponent(VaadinIcon.SEARCH.create());
        field.setClearButtonVisible(true);
        field.getElement()
                .addEventListener(
                        "keydown",
                        event ->
                                search(event.getEventData().get("element.value").asString()))
                .setFilter("event.key === 'Enter'")
                .addEventData("element.value");
        add(field);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        field.getElement().executeJs(LISTEN);
    }

    /// Shows what is being looked for; nothing on other views.
    void show(String path, QueryParameters query) {
        field.setValue(path.equals(PATH) ? query.getSingleParameter(TEXT).orElse("") : "");
    }

    private static void search(String text) {
        if (!text.isBlank()) {
            UI.getCurrent().navigate(PATH, QueryParameters.simple(Map.of(TEXT, text.strip())));
        }
    }
}
