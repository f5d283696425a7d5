package dev.cairn.admin.ui;

import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasClearButton;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Standing;
import dev.cairn.platform.control.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one person may have and keep, and on how many devices. What is left empty is as usual here.
final class LimitsForm extends Div {

    private static final double GIGABYTE = 1e9;
    private static final int MOST_DAYS = 36_500;

    private final NumberField quota = new NumberField(getTranslation("admin.limits.quota"));
    private final IntegerField trash = days("trash");
    private final IntegerField versions = days("versions");
    private final IntegerField newest = new IntegerField(getTranslation("admin.limits.newest"));
    private final IntegerField devices = new IntegerField(getTranslation("admin.limits.devices"));

    /// @param save is run when the person wants to have it so
    LimitsForm(Settings settings, Runnable save) {
        quota.setId("quota");
        quota.setMin(0);
        quota.setSuffixComponent(new Span("GB"));
        trash.setId("trash-days");
        versions.setId("version-days");
        newest.setId("version-count");
        newest.setMin(0);
        devices.setId("device-limit");
        devices.setMin(1);
        devices.setMax(Standing.MOST_DEVICES);
        var keeping = settings.keeping();
        usual(quota, keeping.quota().map(AdminPage.formats()::size).orElse(getTranslation("admin.limits.none")));
        usual(trash, getTranslation("admin.limits.days", keeping.trash().toDays()));
        usual(versions, getTranslation("admin.limits.days", keeping.versions().toDays()));
        usual(newest, Integer.toString(keeping.versionCount()));
        usual(devices, Integer.toString(settings.deviceLimit()));
        var button = new Button(getTranslation("admin.limits.save"), _ -> saveIfValid(save));
        button.setId("save-limits");
        var fields = new Div(quota, devices, trash, versions, newest);
        fields.addClassName("limits");
        var text = new Paragraph(getTranslation("admin.limits.text"));
        text.addClassName("muted");
        add(new H2(getTranslation("admin.limits.title")), text, fields, button);
    }

    private IntegerField days(String name) {
        var field = new IntegerField(getTranslation("admin.limits." + name));
        field.setMin(1);
        field.setMax(MOST_DAYS);
        field.setSuffixComponent(new Span(getTranslation("admin.limits.unit.days")));
        return field;
    }

    private <F extends HasHelper & HasClearButton> void usual(F field, String value) {
        field.setHelperText(getTranslation("admin.limits.usual", value));
        field.setClearButtonVisible(true);
    }

    private void saveIfValid(Runnable save) {
        if (!quota.isInvalid()
                && !trash.isInvalid()
                && !versions.isInvalid()
                && !newest.isInvalid()
                && !devices.isInvalid()) {
            save.run();
        }
    }

    /// @param most devices; null for the usual number
    void show(Accounts.Limits limits, @Nullable Integer most) {
        quota.setValue(limits.quotaBytes() == null ? null : limits.quotaBytes() / GIGABYTE);
        trash.setValue(limits.trashDays());
        versions.setValue(limits.versionDays());
        newest.setValue(limits.versionCount());
        devices.setValue(most);
    }

    /// What is to hold.
    Accounts.Limits limits() {
        return new Accounts.Limits(
                quota.getOptionalValue()
                        .map(value -> Math.round(value * GIGABYTE))
                        .orElse(null),
                trash.getValue(),
                versions.getValue(),
                newest.getValue());
    }

    /// On how many devices they may be signed in; empty for the usual number.
    Optional<Integer> devices() {
        return devices.getOptionalValue();
    }
}
