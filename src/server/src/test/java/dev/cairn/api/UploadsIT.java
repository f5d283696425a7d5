package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadsIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @Test
    void a_file_goes_up_in_three_calls_and_comes_down_equal() {
        var ada = Account.signUp(api, "ada");
        var content = "hello\n".getBytes(StandardCharsets.UTF_8);

        var done = ada.upload(ada.top(), "hello.txt", content);

        assertThat(done.getString("folderId")).isEqualTo(ada.top());
        assertThat(ada.names(ada.top())).containsExactly("hello.txt");
        assertThat(ada.download(ada.top(), done.getString("fileId"))).isEqualTo(content);
    }
}
