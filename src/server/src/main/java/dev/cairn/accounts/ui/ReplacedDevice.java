package dev.cairn.accounts.ui;

import com.vaadin.flow.component.select.Select;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks who has too many devices which one is signed out; nobody else sees it.
final class ReplacedDevice extends Select<ReplacedDevice.Choice> {

    ReplacedDevice() {
        setLabel(getTranslation("sign-in.replace"));
        setItemLabelGenerator(Choice::label);
        setVisible(false);
    }

    /// Empty if nothing is chosen.
    Optional<DeviceId> choice() {
        return Optional.ofNullable(getValue()).map(Choice::id);
    }

    /// Shows itself if there were too many devices.
    void offerAfter(ProblemException problem) {
        if (problem.type() == ProblemType.DEVICE_LIMIT && problem.members().get("devices") instanceof List<?> devices) {
            setItems(devices.stream().map(Choice::of).toList());
            setVisible(true);
        }
    }

    record Choice(DeviceId id, String label) {

        private static Choice of(Object member) {
            var device = (Map<?, ?>) member;
            return new Choice(DeviceId.valueOf((String) device.get("deviceId")), (String) device.get("name"));
        }
    }
}
