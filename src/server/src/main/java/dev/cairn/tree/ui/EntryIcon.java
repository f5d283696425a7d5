package dev.cairn.tree.ui;

import com.vaadin.flow.component.icon.Icon;
import dev.cairn.tree.control.Entry;
import java.util.Locale;
import java.util.Map;

/// The picture beside a name. It goes by the name's ending: it is a hint for people, nothing more.
public final class EntryIcon {

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("jpg", "vaadin:picture"),
            Map.entry("jpeg", "vaadin:picture"),
            Map.entry("png", "vaadin:picture"),
            Map.entry("gif", "vaadin:picture"),
            Map.entry("webp", "vaadin:picture"),
            Map.entry("heic", "vaadin:picture"),
            Map.entry("svg", "vaadin:picture"),
            Map.entry("mp4", "vaadin:film"),
            Map.entry("mov", "vaadin:film"),
            Map.entry("mkv", "vaadin:film"),
            Map.entry("webm", "vaadin:film"),
            Map.entry("mp3", "vaadin:music"),
            Map.entry("flac", "vaadin:music"),
            Map.entry("ogg", "vaadin:music"),
            Map.entry("wav", "vaadin:music"),
            Map.entry("zip", "vaadin:archive"),
            Map.entry("gz", "vaadin:archive"),
            Map.entry("7z", "vaadin:archive"),
            Map.entry("tar", "vaadin:archive"),
            Map.entry("txt", "vaadin:file-text-o"),
            Map.entry("md", "vaadin:file-text-o"),
            Map.entry("pdf", "vaadin:file-text-o"),
            Map.entry("doc", "vaadin:file-text-o"),
            Map.entry("docx", "vaadin:file-text-o"),
            Map.entry("odt", "vaadin:file-text-o"),
            Map.entry("xls", "vaadin:file-table"),
            Map.entry("xlsx", "vaadin:file-table"),
            Map.entry("ods", "vaadin:file-table"),
            Map.entry("csv", "vaadin:file-table"),
            Map.entry("ppt", "vaadin:file-presentation"),
            Map.entry("pptx", "vaadin:file-presentation"),
            Map.entry("java", "vaadin:file-code"),
            Map.entry("js", "vaadin:file-code"),
            Map.entry("json", "vaadin:file-code"),
            Map.entry("html", "vaadin:file-code"),
            Map.entry("xml", "vaadin:file-code"),
            Map.entry("py", "vaadin:file-code"),
            Map.entry("c", "vaadin:file-code"),
            Map.entry("sh", "vaadin:file-code"));

    private EntryIcon() {}

    public static Icon iconOf(Entry entry) {
        var name = of(entry).split(":");
        var icon = new Icon(name[0], name[1]);
        icon.addClassName(entry.isFile() ? "file" : "folder");
        return icon;
    }

    /// The name of a Vaadin icon.
    static String of(Entry entry) {
        if (entry.isMount()) {
            return "vaadin:group";
        }
        if (!entry.isFile()) {
            return "vaadin:folder";
        }
        int dot = entry.name().lastIndexOf('.');
        var ending = entry.name().substring(dot + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "vaadin:file-o");
    }
}
