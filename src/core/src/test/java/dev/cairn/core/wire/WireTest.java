package dev.cairn.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.Splice;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    private static final NamespaceId NAMESPACE = new NamespaceId(0x12345678);
    private static final NodeId ROOT = NodeId.rootOf(NAMESPACE);
    private static final Chunk CHUNK = Chunk.of(new byte[] {1, 2, 3}, 0, 3);

    private final Jsonb json = JsonbBuilder.create(Wire.config());

    @AfterEach
    void close() throws Exception {
        json.close();
    }

    @Test
    void every_operation_comes_out_as_it_went_in() {
        var manifest = Manifest.of(new byte[] {1, 2, 3}, Manifest.empty().sizes());
        var version = new VersionId(ROOT, 3);
        var request = new CommitRequest(
                NAMESPACE,
                List.of(new UploadId(NAMESPACE, 5)),
                List.of(
                        new Operation.MakeFolder(NodeRef.to(ROOT), new FileName("new"), true),
                        new Operation.Put(
                                new NodeRef.ResultOf(0),
                                new FileName("a.txt"),
                                null,
                                null,
                                3,
                                Instant.ofEpochSecond(1, 2),
                                "text/plain",
                                true,
                                manifest.fingerprint(),
                                CHUNK.fingerprint(),
                                PutManifest.whole(manifest),
                                false),
                        new Operation.Put(
                                NodeRef.to(ROOT),
                                new FileName("b"),
                                ROOT,
                                version,
                                3,
                                Instant.EPOCH,
                                null,
                                false,
                                manifest.fingerprint(),
                                null,
                                PutManifest.difference(version, List.of(new Splice(1, 0, List.of(CHUNK)))),
                                true),
                        new Operation.Move(NodeRef.to(ROOT), NodeRef.to(ROOT), new FileName("c"), 4, false),
                        new Operation.Copy(ROOT, version, NodeRef.to(ROOT), new FileName("d"), false),
                        new Operation.Delete(ROOT, 1, 2L),
                        new Operation.Restore(ROOT, null, null)),
                "a cursor");

        var text = json.toJson(request);

        assertThat(json.fromJson(text, CommitRequest.class)).isEqualTo(request);
        assertThat(text).contains("\"op\":\"MKDIR\"", "[\"" + CHUNK.fingerprint() + "\",3]", "\"$0\"");
    }

    @Test
    void every_result_comes_out_as_it_went_in() {
        var result = new CommitResult(
                9,
                List.of(
                        new OperationResult.Done(ROOT, new VersionId(ROOT, 1), 8),
                        new OperationResult.Conflict(true, ROOT, null, 9, null, new FileName("x")),
                        new OperationResult.MissingChunks(List.of(0, 7)),
                        OperationResult.Rejected.because(ProblemType.NOT_FOUND, "There is no such folder")),
                "a cursor");

        assertThat(json.fromJson(json.toJson(result), CommitResult.class)).isEqualTo(result);
    }

    @Test
    void changes_come_out_as_they_went_in() {
        List<Change> changes = List.of(
                new Change.NodeChanged(
                        NAMESPACE,
                        3,
                        ROOT,
                        null,
                        NodeKind.FOLDER,
                        "",
                        1,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Role.OWNER,
                        null,
                        null),
                new Change.NodeChanged(
                        NAMESPACE,
                        4,
                        new NodeId(NAMESPACE, 2),
                        ROOT,
                        NodeKind.FILE,
                        "a",
                        2,
                        true,
                        new VersionId(ROOT, 2),
                        3L,
                        Instant.EPOCH,
                        false,
                        CHUNK.fingerprint(),
                        Role.EDITOR,
                        null,
                        new NamespaceId(9)),
                new Change.NamespaceGone(NAMESPACE, true));

        var page = new Changes(changes, "cursor", true);

        assertThat(json.fromJson(json.toJson(page), Changes.class)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"namespaceId\":\"12345678\",\"ops\":[]}",
                "{\"namespaceId\":\"x\",\"ops\":[{\"op\":\"DELETE\",\"nodeId\":\"1234567800000001\"}]}",
                "{\"namespaceId\":\"12345678\",\"ops\":[{\"op\":\"CHMOD\",\"nodeId\":\"1234567800000001\"}]}",
                "{\"namespaceId\":\"12345678\",\"ops\":[{\"op\":\"DELETE\"}]}",
                "{\"namespaceId\":\"12345678\",\"ops\":[{\"op\":\"MKDIR\",\"parentId\":\"$0\"}]}",
                "[]",
                "nonsense"
            })
    void what_is_no_commit_is_refused(String text) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> json.fromJson(text, CommitRequest.class))
                .satisfies(e -> assertThat(e)
                        .isInstanceOfAny(
                                JsonbException.class, IllegalArgumentException.class, NullPointerException.class));
    }

    @Test
    void members_that_are_not_known_are_ignored() {
        var text = "{\"status\":\"OK\",\"nodeId\":\"1234567800000001\",\"seq\":1,\"role\":\"ADMIN\"}";

        assertThat(json.fromJson(text, OperationResult.class)).isEqualTo(new OperationResult.Done(ROOT, null, 1));
    }
}
