package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A way to show what is in a folder: as a list or as tiles.
interface EntryList {

    /// What a list asks for and what it tells.
    interface Callbacks {
        List<Entry> slice(Order order, int offset, int limit);

        int count();

        /// Everything between two entries, both included.
        List<Entry> between(Entry one, Entry other, Order order);

        /// The address of what a click on an entry's name shows.
        String href(Entry entry);

        /// The address of a small picture of a file; empty if it can have none.
        Optional<String> picture(Entry entry);

        /// What is selected has changed.
        void selected(Set<Entry> entries);

        void opened(Entry entry);

        /// @param name what the person typed; not checked
        void renamed(Entry entry, String name);

        void moved(List<Entry> entries, Entry folder);

        void sorted(Order order);

        /// Whether an entry is to be marked as changed elsewhere.
        boolean isFresh(Entry entry);

        /// The person has ended what [EntryList#isBusy] was about.
        void settled();
    }

    /// The list as part of a page.
    Component component();

    /// Reads the folder anew; what is in sight stays, and so does what is selected.
    void refresh();

    /// Whether the person is in the middle of something that reading anew would break off.
    boolean isBusy();

    /// What is selected.
    Set<Entry> selection();

    void sortBy(Order order);

    /// What a command is for: the selection, or else the entry that the keyboard is on.
    List<Entry> targets();

    void select(Set<Entry> entries);

    /// Lets the person change an entry's name in its place.
    void rename(Entry entry);

    /// What is being dragged right now.
    List<Entry> dragged();

    /// How wide the page is, in pixels.
    void fitTo(int width);
}
