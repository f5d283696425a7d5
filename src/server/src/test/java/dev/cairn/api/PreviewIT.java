package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private static byte[] png(int width, int height) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private String upload(String name, byte[] content) {
        return ada.upload(ada.top(), name, content).getString("fileId");
    }

    private String path(String file, String size) {
        return "/folders/" + ada.top() + "/files/" + file + "/preview?size=" + size;
    }

    @Test
    void an_image_is_shown_small_and_as_pixels_alone() throws IOException {
        var file = upload("photo.PNG", png(1500, 1000));

        var url = ada.get(path(file, "small")).expect(200).text("url");
        var answer = ada.fetch("GET", url, Map.of(), null).expect(200);

        var shown = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(shown.getWidth()).isEqualTo(320);
        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(answer.header("Cache-Control")).startsWith("private");
        ada.fetch("GET", url.replace("/small", "/large"), Map.of(), null).expect(200);
        ada.fetch("GET", url.replace("/small", "/huge"), Map.of(), null).expect(404);
        ada.get(path(file, "huge")).expectProblem(400, "bad-request");
    }

    @Test
    void what_is_no_image_has_none() {
        ada.get(path(upload("page.html", Bytes.text("<b>")), "small")).expectProblem(404, "not-found");
        var fake = ada.get(path(upload("fake.png", Bytes.text("<svg onload='alert(1)'/>")), "small"))
                .expect(200)
                .text("url");

        ada.fetch("GET", fake, Map.of(), null).expect(404);
    }

    @Test
    void text_is_text_and_nothing_else_whatever_it_says() {
        var page = "<script>alert(1)</script>\n";
        var file = upload("page.html", Bytes.text(page.repeat(4000)));

        var url = ada.get(path(file, "text")).expect(200).text("url");
        var answer = ada.fetch("GET", url, Map.of(), null).expect(200);

        assertThat(answer.body()).isEqualTo(Arrays.copyOf(Bytes.text(page.repeat(4000)), 64 << 10));
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        ada.get(path(upload("program.exe", Bytes.text("MZ")), "text")).expectProblem(404, "not-found");
        var binary = ada.get(path(upload("binary.txt", new byte[100]), "text"))
                .expect(200)
                .text("url");
        ada.fetch("GET", binary, Map.of(), null).expect(404);
    }

    @Test
    void a_preview_ends_with_the_right_to_see_the_file() {
        var file = upload("photo.png", png(10, 10));
        var url = ada.get(path(file, "small")).expect(200).text("url");
        ada.fetch("GET", url, Map.of(), null).expect(200);

        ada.post("/auth/sign-out", Map.of()).expect(204);

        ada.fetch("GET", url, Map.of(), null).expect(404);
    }

    @Test
    void a_visitor_who_may_only_look_sees_pictures_and_text_of_what_is_linked() {
        var shared = ada.folder(ada.top(), "shared");
        var photo = ada.upload(shared, "photo.png", png(400, 400)).getString("fileId");
        var note = ada.upload(shared, "note.md", Bytes.text("# Ada")).getString("fileId");
        var other = upload("secret.png", png(300, 300));
        var link = ada.post("/links", Map.of("nodeId", shared, "allow", "VIEW"))
                .expect(201)
                .json();
        var visitor = Visitor.open(api, link, null);

        var url = visitor.get("/links/visit/files/" + photo + "/preview?size=small")
                .expect(200)
                .text("url");
        api.fetch("visitor", "GET", url, Map.of(), null).expect(200);
        var text = visitor.get("/links/visit/files/" + note + "/preview?size=text")
                .expect(200)
                .text("url");
        var shown = api.fetch("visitor", "GET", text, Map.of(), null).expect(200);
        assertThat(shown.body()).isEqualTo(Bytes.text("# Ada"));
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        api.fetch(
                        "visitor",
                        "GET",
                        text.replaceFirst("/s/preview/([^/]+)/text", "/s/content/$1/note.md"),
                        Map.of(),
                        null)
                .expect(404);
        visitor.get("/links/visit/files/" + other + "/preview").expectProblem(404, "not-found");
        visitor.url(photo).expectProblem(403, "forbidden");

        var version = ada.get("/folders/" + ada.top() + "/files/" + other).text("versionId");
        api.fetch("visitor", "GET", url.replaceAll("/s/preview/[^/]+/", "/s/preview/" + version + "/"), Map.of(), null)
                .expect(404);
        ada.delete("/links/" + link.getString("linkId")).expect(204);
        api.fetch("visitor", "GET", url, Map.of(), null).expect(404);
    }

    @Test
    void an_older_version_has_its_own() throws IOException {
        var file = upload("photo.png", png(30, 10));
        var older = ada.get("/folders/" + ada.top() + "/files/" + file).text("versionId");
        upload("photo.png", png(10, 30));

        var url =
                ada.get(path(file, "small") + "&versionId=" + older).expect(200).text("url");
        var shown = ImageIO.read(new ByteArrayInputStream(
                ada.fetch("GET", url, Map.of(), null).expect(200).body()));

        assertThat(shown.getWidth()).isEqualTo(30);
    }
}
