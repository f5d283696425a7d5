package dev.cairn.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// One server of an installation: where its files lie, and with whom it shares its data grid.
///
/// @param name names its files in the folder of logs
/// @param root Payara's root: made anew at each start
/// @param temporary made anew at each start
/// @param grid the name of the data grid's configuration
/// @param gridOptions what the configuration leaves open, as options of the server's JVM
record ServerNode(String name, Path root, Path temporary, String grid, List<String> gridOptions) {

    ServerNode {
        gridOptions = List.copyOf(gridOptions);
    }

    /// The only one.
    static ServerNode alone(DataDirectory data) {
        return new ServerNode("server", data.server(), data.temporary(), "hazelcast-single.yaml", List.of());
    }

    /// One of several.
    ///
    /// @param number from 1
    /// @param gridPorts where each of them has its part of the data grid, in their order
    static ServerNode of(DataDirectory data, int number, List<Integer> gridPorts) {
        var name = "node-" + number;
        var members = gridPorts.stream()
                .map(port -> LoopbackPort.ADDRESS + ":" + port)
                .collect(Collectors.joining(","));
        return new ServerNode(
                name,
                data.server().resolve(name),
                data.temporary().resolve(name),
                "hazelcast-cluster.yaml",
                List.of(
                        "-Dcairn.grid.address=" + LoopbackPort.ADDRESS,
                        "-Dcairn.grid.port=" + gridPorts.get(number - 1),
                        "-Dcairn.grid.members=" + members));
    }

    /// Options of Payara's: who is alone looks for nobody.
    List<String> payaraOptions() {
        return gridOptions.isEmpty() ? List.of("--nocluster") : List.of();
    }
}
