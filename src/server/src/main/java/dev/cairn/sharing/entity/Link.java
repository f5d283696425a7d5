package dev.cairn.sharing.entity;

import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A link to one file or folder. A revoked link has no row.
@Entity
@Table(name = "link")
@NamedQuery(name = Link.BY_TOKEN, query = "select l from Link l where l.tokenHash = :hash")
@NamedQuery(name = Link.OF_MAKER, query = "select l from Link l where l.userId = :user order by l.createdAt desc")
@NamedQuery(
        name = Link.OF_NODE,
        query = "select l from Link l where l.userId = :user and l.nodeId = :node order by l.createdAt desc")
@NamedQuery(name = Link.COUNT, query = "select count(l) from Link l where l.userId = :user")
@NamedQuery(
        name = Link.VISITED,
        query = "update Link l set l.visits = l.visits + 1, l.lastVisitAt = :now where l.id = :id")
@NamedQuery(
        name = Link.DOWNLOADED,
        query = "update Link l set l.downloads = l.downloads + 1 where l.id = :id"
                + " and (l.maxDownloads is null or l.downloads < l.maxDownloads)")
public class Link {

    public static final String BY_TOKEN = "Link.byToken";
    public static final String OF_MAKER = "Link.ofMaker";
    public static final String OF_NODE = "Link.ofNode";
    public static final String COUNT = "Link.count";
    public static final String VISITED = "Link.visited";
    public static final String DOWNLOADED = "Link.downloaded";

    @Id
    private int id;

    @Column(name = "token_hash", updatable = false)
    private byte[] tokenHash;

    @Column(updatable = false)
    private byte[] seed;

    @Column(name = "user_id", updatable = false)
    private int userId;

    @Column(name = "node_id", updatable = false)
    private long nodeId;

    private String allow;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    private int generation;

    @Column(name = "max_downloads")
    private @Nullable Integer maxDownloads;

    @Column(updatable = false)
    private int downloads;

    @Column(updatable = false)
    private int visits;

    @Column(name = "last_visit_at", updatable = false)
    private @Nullable Long lastVisitAt;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "expires_at")
    private @Nullable Long expiresAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Link() {}

    public Link(LinkId id, byte[] seed, byte[] tokenHash, UserId maker, NodeId node, String allow, Instant now) {
        this.id = id.value();
        this.seed = seed.clone();
        this.tokenHash = tokenHash.clone();
        this.userId = maker.value();
        this.nodeId = node.value();
        this.allow = allow;
        this.createdAt = Times.toMicros(now);
    }

    public LinkId id() {
        return new LinkId(id);
    }

    public byte[] seed() {
        return seed.clone();
    }

    public byte[] tokenHash() {
        return tokenHash.clone();
    }

    public UserId maker() {
        return new UserId(userId);
    }

    public NodeId node() {
        return new NodeId(nodeId);
    }

    public String allow() {
        return allow;
    }

    public void allow(String what) {
        allow = what;
    }

    public Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    /// Sets a password, or takes it away; either ends all visits under way.
    public void protect(@Nullable String hash) {
        passwordHash = hash;
        generation++;
    }

    public int generation() {
        return generation;
    }

    public Optional<Integer> maxDownloads() {
        return Optional.ofNullable(maxDownloads);
    }

    public void limitDownloads(@Nullable Integer most) {
        maxDownloads = most;
    }

    public int downloads() {
        return downloads;
    }

    public int visits() {
        return visits;
    }

    public Optional<Instant> lastVisitAt() {
        return Optional.ofNullable(lastVisitAt).map(Times::ofMicros);
    }

    public Instant createdAt() {
        return Times.ofMicros(createdAt);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt).map(Times::ofMicros);
    }

    public void expire(@Nullable Instant moment) {
        expiresAt = moment == null ? null : Times.toMicros(moment);
    }

    /// At the very moment of its expiry it is over.
    public boolean isExpired(Instant now) {
        return expiresAt != null && Times.toMicros(now) >= expiresAt;
    }

    /// Whether all downloads that it is good for were begun.
    public boolean isUsedUp() {
        return maxDownloads != null && downloads >= maxDownloads;
    }
}
