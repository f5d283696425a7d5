package dev.cairn.tree.control;

/// How a list is sorted; folders always come before files.
public record Order(By by, boolean descending) {

    public static final Order BY_NAME = new Order(By.NAME, false);

    /// What by. Each is a column with an index, so that every page costs the same.
    public enum By {
        NAME("name_key"),
        MODIFIED("modified_time"),
        SIZE("size");

        private final String column;

        By(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    String direction() {
        return descending ? " DESC" : "";
    }

    String beyond() {
        return descending ? "<" : ">";
    }
}
