package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.Rewinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Asks for the moment that a folder is to go back to, and shows what would change before it does.
final class RewindDialog extends Dialog {

    private static final int MOST_SHOWN = 50;
    private static final Duration FIRST_OFFER = Duration.ofHours(1);

    private final transient Rewinder rewinder;
    private final transient Caller caller;
    private final transient Entry folder;
    private final transient InstantSource clock;
    private final transient ZoneId zone = Formats.of(UI.getCurrent()).zone();

    private final DateTimePicker moment = new DateTimePicker(getTranslation("rewind.moment"));
    private final Div changes = new Div();
    private final Button rewind = new Button(getTranslation("rewind.action"), _ -> rewind());

    RewindDialog(Rewinder rewinder, Caller caller, Entry folder, InstantSource clock) {
        this.rewinder = rewinder;
        this.caller = caller;
        this.folder = folder;
        this.clock = clock;
        setHeaderTitle(getTranslation("rewind.title", folder.name()));
        setWidth("34rem");
        moment.setId("rewind-moment");
        moment.setStep(Duration.ofSeconds(1)); // to just before a slip of a moment ago
        moment.setMax(LocalDateTime.ofInstant(clock.instant(), zone));
        moment.setValue(LocalDateTime.ofInstant(clock.instant().minus(FIRST_OFFER), zone)
                .truncatedTo(ChronoUnit.MINUTES));
        moment.addValueChangeListener(_ -> show());
        changes.setId("rewind-changes");
        changes.getElement().setAttribute("aria-live", "polite");
        var form = new Div(new Paragraph(getTranslation("rewind.text")), moment, changes);
        form.addClassName("stack");
        add(form);
        rewind.addThemeVariants(ButtonVariant.PRIMARY);
        rewind.setId("rewind");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), rewind);
        show();
    }

    private Optional<Instant> chosen() {
        return Optional.ofNullable(moment.getValue())
                .map(local -> local.atZone(zone).toInstant());
    }

    /// What would change, or why nothing can.
    private void show() {
        changes.removeAll();
        rewind.setEnabled(false);
        try {
            chosen().ifPresent(to -> show(rewinder.preview(caller, folder.id(), to)));
        } catch (ProblemException e) {
            var problem = new Div(e.getMessage());
            problem.addClassName("problem");
            changes.add(problem);
        }
    }

    private void show(Rewinder.Outcome outcome) {
        rewind.setEnabled(outcome.total() > 0);
        changes.add(new Paragraph(
                outcome.total() == 0
                        ? getTranslation("rewind.nothing")
                        : getTranslation("rewind.total", outcome.total())));
        var list = new UnorderedList();
        list.addClassName("rows");
        outcome.changes().stream().limit(MOST_SHOWN).forEach(change -> list.add(row(change)));
        if (outcome.total() > MOST_SHOWN) {
            list.add(new ListItem(getTranslation("rewind.more", outcome.total() - MOST_SHOWN)));
        }
        changes.add(list);
    }

    private Component row(Rewinder.Change change) {
        var what = new Div(getTranslation("rewind." + change.what().name().toLowerCase(getLocale())));
        what.addClassName("muted");
        var name = change.name().equals(change.formerName())
                ? change.name()
                : getTranslation("rewind.renamed", change.name(), change.formerName());
        return new ListItem(new Div(new Span(name), what));
    }

    private void rewind() {
        var before = clock.instant();
        try {
            var outcome = rewinder.rewind(caller, folder.id(), chosen().orElseThrow());
            close();
            if (outcome.refused() > 0) {
                Notices.failed(getTranslation("rewind.refused", outcome.refused()));
            } else {
                Notices.undoable(
                        getTranslation("rewind.done", folder.name()), getTranslation("undo"), () -> undo(before));
            }
        } catch (ProblemException e) {
            Notices.failed(e.getMessage());
        }
    }

    private void undo(Instant before) {
        try {
            rewinder.rewind(caller, folder.id(), before);
        } catch (ProblemException e) {
            Notices.failed(e.getMessage());
        }
    }
}
