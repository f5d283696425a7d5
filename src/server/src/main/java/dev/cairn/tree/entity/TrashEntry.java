package dev.cairn.tree.entity;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/// A node that can be restored. Commits write the rows, in SQL; here they are read.
@Entity
@Table(name = "trash")
@IdClass(TrashEntry.Key.class)
public class TrashEntry {

    /// JPA wants a class for a key of two columns.
    public record Key(int namespaceId, long nodeId) implements Serializable {
        public Key(NamespaceId namespace, NodeId node) {
            this(namespace.value(), node.value());
        }
    }

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    @Id
    @Column(name = "node_id")
    private long nodeId;

    @Column(name = "trashed_at")
    private long trashedAt;

    @Column(name = "trashed_by")
    private int trashedBy;

    /// For JPA only.
    protected TrashEntry() {}
}
