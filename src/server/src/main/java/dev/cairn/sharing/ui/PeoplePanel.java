package dev.cairn.sharing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.MemberInfo;
import dev.cairn.sharing.control.Shares;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Whom a folder or file is shared with: who owns it invites, changes and ends; everybody else sees, and may leave.
final class PeoplePanel extends Div implements MemberRow.Decisions {

    private final transient Shares shares;
    private final transient Caller caller;
    private final transient NodeId node;
    private final transient Runnable gone;

    private final TextField addresses = new TextField(getTranslation("share.invite"));
    private final Select<Role> role = new Select<>();
    private final TextField message = new TextField(getTranslation("share.message"));
    private final Button invite = new Button(getTranslation("share.invite.action"), _ -> invite());
    private final Div form = new Div();
    private final Paragraph inside = new Paragraph(getTranslation("share.inside"));
    private final Div problem = new Div();
    private final UnorderedList list = new UnorderedList();
    private final Button leave = new Button(getTranslation("share.leave"), _ -> askToLeave());
    private final Button end = new Button(getTranslation("share.end"), _ -> askToEnd());

    /// @param gone is run when the caller has left
    PeoplePanel(Shares shares, Caller caller, NodeId node, Runnable gone) {
        this.shares = shares;
        this.caller = caller;
        this.node = node;
        this.gone = gone;
        addClassName("stack");
        prepareFields();
        for (var button : List.of(leave, end)) {
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            button.addClassName("quiet-action");
        }
        leave.setId("share-leave");
        end.setId("share-end");
        add(form, inside, problem, list, leave, end);
        show();
    }

    private void prepareFields() {
        addresses.setId("invite-mail");
        addresses.setHelperText(getTranslation("share.invite.help"));
        role.setId("invite-role");
        role.setLabel(getTranslation("share.role"));
        role.setItems(Role.VIEWER, Role.EDITOR);
        role.setItemLabelGenerator(each -> getTranslation("role." + each));
        role.setValue(Role.EDITOR);
        message.setId("invite-message");
        message.setMaxLength(Shares.LONGEST_MESSAGE);
        invite.setId("invite");
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        invite.setDisableOnClick(true);
        var fields = new Div(addresses, role);
        fields.addClassName("share-fields");
        form.addClassName("stack");
        form.add(fields, message, invite);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        list.addClassName("rows");
        list.setId("members");
    }

    private void show() {
        var people = shares.people(caller, node);
        boolean isShared = !people.members().isEmpty();
        boolean isOwner = people.role() == Role.OWNER;
        form.setVisible(isOwner && !people.inside());
        inside.setVisible(people.inside());
        list.removeAll();
        people.members()
                .forEach(member -> list.add(new MemberRow(member, isOwner ? Optional.of(this) : Optional.empty())));
        leave.setVisible(isShared && !isOwner);
        end.setVisible(isShared && isOwner && !people.inside());
    }

    private void invite() {
        carryOut(() -> {
            var offers = shares.share(
                    caller,
                    node,
                    Addresses.in(addresses.getValue()),
                    role.getValue(),
                    Optional.of(message.getValue()).filter(text -> !text.isBlank()));
            addresses.clear();
            message.clear();
            Notices.done(getTranslation("share.invited", offers.size()));
        });
        invite.setEnabled(true);
    }

    @Override
    public void change(MemberInfo member, Role next) {
        if (next != Role.OWNER) {
            carryOut(() -> shares.change(caller, idOf(member), next));
            return;
        }
        var title = MemberRow.titleOf(member);
        new Question(
                        getTranslation("share.hand-over", title),
                        getTranslation("share.hand-over.text", title),
                        getTranslation("share.hand-over.action"),
                        () -> carryOut(() -> shares.change(caller, idOf(member), next)))
                .open();
        show();
    }

    @Override
    public void remove(MemberInfo member) {
        carryOut(() -> shares.end(caller, idOf(member)));
    }

    private static ShareId idOf(MemberInfo member) {
        return Objects.requireNonNull(member.shareId(), "The owner's row has no buttons");
    }

    private void askToLeave() {
        new Question(
                        getTranslation("share.leave"),
                        getTranslation("share.leave.text"),
                        getTranslation("share.leave"),
                        () -> {
                            shares.remove(caller, node, caller.user());
                            gone.run();
                        })
                .open();
    }

    private void askToEnd() {
        new Question(
                        getTranslation("share.end"),
                        getTranslation("share.end.text"),
                        getTranslation("share.end"),
                        () -> carryOut(() -> shares.end(caller, node)))
                .open();
    }

    private void carryOut(Runnable decision) {
        problem.setVisible(false);
        try {
            decision.run();
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
        show();
    }
}
