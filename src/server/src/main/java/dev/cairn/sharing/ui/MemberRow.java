package dev.cairn.sharing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.cairn.core.sync.Role;
import dev.cairn.sharing.control.MemberInfo;
import java.util.List;
import java.util.Optional;

/// Somebody whom a folder is shared with, with what they may do.
final class MemberRow extends ListItem {

    /// What the owner does with a member.
    interface Decisions {
        void change(MemberInfo member, Role role);

        void remove(MemberInfo member);
    }

    /// @param decisions empty for who may only look
    MemberRow(MemberInfo member, Optional<Decisions> decisions) {
        boolean isOwner = member.shareId() == null;
        var title = titleOf(member);
        var detail = new Div(detail(member));
        detail.addClassName("muted");
        add((isOwner ? VaadinIcon.USER_STAR : VaadinIcon.USER).create(), new Div(new Span(title), detail));
        if (isOwner || decisions.isEmpty()) {
            var role = new Span(getTranslation("role." + member.role()));
            role.addClassName("muted");
            add(role);
        } else {
            add(role(member, title, decisions.get()), remove(member, title, decisions.get()));
        }
    }

    static String titleOf(MemberInfo member) {
        return Optional.ofNullable(member.name())
                .or(() -> Optional.ofNullable(member.email()))
                .orElse("");
    }

    private String detail(MemberInfo member) {
        if (member.userId() == null) {
            return getTranslation("share.waiting");
        }
        return Optional.ofNullable(member.email()).orElse(getTranslation("role.OWNER"));
    }

    private Select<Role> role(MemberInfo member, String title, Decisions decisions) {
        var role = new Select<Role>();
        role.setItems(member.userId() == null ? List.of(Role.VIEWER, Role.EDITOR) : List.of(Role.values()));
        role.setItemLabelGenerator(each -> getTranslation("role." + each));
        role.setValue(member.role());
        role.setAriaLabel(getTranslation("share.role.label", title));
        role.addClassName("role");
        role.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                decisions.change(member, change.getValue());
            }
        });
        return role;
    }

    private Button remove(MemberInfo member, String title, Decisions decisions) {
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> decisions.remove(member));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        remove.setAriaLabel(getTranslation("share.remove.label", title));
        remove.addClassName("remove");
        return remove;
    }
}
