package dev.cairn.standalone;

import java.util.Map;

/// What a server is told, by environment variables, which only its owner can list.
final class ServerSettings {

    private ServerSettings() {}

    /// @param jdbcUrl the database as the server reaches it
    static Map<String, String> of(OpenData open, String jdbcUrl, ObjectStore store) {
        var options = open.options();
        var secrets = open.secrets();
        return Map.ofEntries(
                Map.entry("CAIRN_MAIL_DIRECTORY", open.data().mail().toString()),
                Map.entry("CAIRN_BASE_URL", options.entrance().url(options.port())),
                Map.entry("CAIRN_SECRET", secrets.serverSecret()),
                Map.entry("CAIRN_TOKEN_KEY", secrets.tokenKey()),
                Map.entry("CAIRN_ADMIN_TOKEN", secrets.adminToken()),
                Map.entry("CAIRN_DB_URL", jdbcUrl),
                Map.entry("CAIRN_DB_USER", Database.USER),
                Map.entry("CAIRN_DB_PASSWORD", secrets.databasePassword()),
                Map.entry("CAIRN_STORE_ENDPOINT", store.endpoint().toString()),
                Map.entry("CAIRN_STORE_PUBLIC_ENDPOINT", options.entrance().url(options.storePort())),
                // it is ours; under its public name this machine may not find it, nor know its certificate
                Map.entry("CAIRN_STORE_PROBE_PUBLIC", "false"),
                Map.entry("CAIRN_STORE_REGION", ObjectStore.REGION),
                Map.entry("CAIRN_STORE_BUCKET", ObjectStore.BUCKET),
                Map.entry("CAIRN_STORE_ACCESS_KEY", secrets.storeAccessKey()),
                Map.entry("CAIRN_STORE_SECRET_KEY", secrets.storeSecretKey()));
    }
}
