package dev.cairn.accounts.entity;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/// The root of one tree. Its row is what a commit locks; commits change it in SQL, here it is read.
@Entity
@Table(name = "namespace")
@NamedQuery(
        name = Namespace.USED_BY,
        query = "select coalesce(sum(n.usedBytes), 0) from Namespace n where n.ownerId = :owner")
public class Namespace {

    /// Sizes of all files in all that one person owns.
    public static final String USED_BY = "Namespace.usedBy";

    @Id
    private int id;

    @Column(name = "owner_id")
    private int ownerId;

    @Column(name = "head_seq")
    private long headSeq;

    @Column(name = "next_number")
    private long nextNumber;

    @Column(name = "used_bytes")
    private long usedBytes;

    /// For JPA only.
    protected Namespace() {}

    /// A namespace whose top folder is its first and only node.
    public Namespace(NamespaceId id, UserId owner) {
        this.id = id.value();
        this.ownerId = owner.value();
        this.headSeq = 1;
        this.nextNumber = 2;
    }

    public NamespaceId id() {
        return new NamespaceId(id);
    }

    public UserId owner() {
        return new UserId(ownerId);
    }

    public void handTo(UserId newOwner) {
        ownerId = newOwner.value();
    }
}
