package dev.cairn.admin.boundary;

import dev.cairn.admin.control.Vitals;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// `/health/ready`: whether a balancer may send people here. Without the database nothing can be
/// answered; without the store trees still can.
///
/// Payara makes this object while it deploys, when there is no database to be had yet: so what it asks
/// is looked up when it is asked.
@Readiness
@Dependent
public class DatabaseReady implements HealthCheck {

    private final Instance<Vitals> vitals;

    @Inject
    public DatabaseReady(Instance<Vitals> vitals) {
        this.vitals = vitals;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database")
                .status(vitals.get().database().up())
                .build();
    }
}
