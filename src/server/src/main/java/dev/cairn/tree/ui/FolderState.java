package dev.cairn.tree.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.control.Order;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All that a folder view shows, as its address says it: `files/{folderId}?sort=modified&desc&details={nodeId}`.
///
/// @param folder empty for a person's top folder
/// @param details the node whose details are open
record FolderState(Optional<NodeId> folder, Order order, Optional<NodeId> details) {

    private static final String SORT = "sort";
    private static final String DESCENDING = "desc";
    private static final String DETAILS = "details";

    /// Reads an address; what makes no sense in it is left out.
    ///
    /// @throws IllegalArgumentException if the folder is not an id at all
    static FolderState of(Optional<String> folder, QueryParameters query) {
        var by = query.getSingleParameter(SORT).flatMap(FolderState::sortBy).orElse(Order.BY_NAME.by());
        return new FolderState(
                folder.filter(id -> !id.isEmpty()).map(NodeId::valueOf),
                new Order(by, query.getParameters().containsKey(DESCENDING)),
                query.getSingleParameter(DETAILS).flatMap(FolderState::id));
    }

    Location location() {
        var query = new HashMap<String, List<String>>();
        if (!order.equals(Order.BY_NAME)) {
            query.put(SORT, List.of(order.by().name().toLowerCase(Locale.ROOT)));
            if (order.descending()) {
                query.put(DESCENDING, List.of(""));
            }
        }
        details.ifPresent(id -> query.put(DETAILS, List.of(id.toString())));
        var path = folder.map(id -> "files/" + id).orElse("files");
        return new Location(path, new QueryParameters(Map.copyOf(query)));
    }

    FolderState sorted(Order newOrder) {
        return new FolderState(folder, newOrder, details);
    }

    FolderState showing(Optional<NodeId> newDetails) {
        return new FolderState(folder, order, newDetails);
    }

    FolderState in(NodeId newFolder) {
        return new FolderState(Optional.of(newFolder), order, Optional.empty());
    }

    private static Optional<Order.By> sortBy(String text) {
        return Arrays.stream(Order.By.values())
                .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<NodeId> id(String text) {
        try {
            return Optional.of(NodeId.valueOf(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
