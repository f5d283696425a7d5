package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Page;
import dev.cairn.admin.control.SettingsInForce;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Objects;

/// `/admin/settings`: what is in force, and where it comes from. Nothing can be set here.
@CdiComponent
@Route(value = AdminLayout.PATH + "/settings", layout = AdminLayout.class)
public class SettingsView extends AdminPage implements BeforeEnterObserver {

    private final transient SettingsInForce settings;
    private final transient Desk desk;
    private final Table<SettingsInForce.Info> table = new Table<>(getTranslation("admin.settings.title"));

    @Inject
    public SettingsView(SettingsInForce settings, Desk desk) {
        super("admin.settings");
        this.settings = settings;
        this.desk = desk;
        table.setId("settings");
        table.column(getTranslation("admin.settings.setting"), SettingsView::setting)
                .column(getTranslation("admin.settings.value"), SettingsView::value)
                .column(getTranslation("admin.settings.origin"), SettingsView::origin);
        add(table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        table.show(_ -> new Page<>(settings.list(desk.administrator()), null));
    }

    private static Component setting(SettingsInForce.Info setting) {
        var meaning = new Div(setting.meaning());
        meaning.addClassName("muted");
        return new Div(new Code(setting.name()), meaning);
    }

    private static Component value(SettingsInForce.Info setting) {
        if (setting.secret() && setting.present()) {
            var hidden = new Span();
            hidden.setText(hidden.getTranslation("admin.settings.secret"));
            hidden.addClassName("muted");
            return hidden;
        }
        return new Span(Objects.requireNonNullElse(setting.value(), "–"));
    }

    private static Component origin(SettingsInForce.Info setting) {
        var origin = new Span();
        var key = setting.origin().name().toLowerCase(Locale.ROOT).replace('_', '-');
        origin.setText(origin.getTranslation("admin.settings.origin." + key));
        return origin;
    }
}
