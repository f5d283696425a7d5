package dev.cairn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cairn.platform.control.Schedule;
import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules of `src/docs/architecture.md` that the compiler cannot check. Each has been seen to fail
/// once.
class LayersTest {

    /// From the bottom up: a feature may use those before it in this list, and none after it.
    private static final List<String> FEATURES = List.of(
            "platform",
            "mail",
            "accounts",
            "packs",
            "tree",
            "collector",
            "content",
            "push",
            "sharing",
            "home",
            "admin");

    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/standalone/") && !location.contains("cairn-standalone"))
            .importPackages("dev.cairn");

    private static void onlyIn(String technology, String... places) {
        noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .check(SERVER);
    }

    @Test
    void vaadin_is_in_views_alone() {
        onlyIn("com.vaadin..", "..ui..");
    }

    @Test
    void http_is_in_boundaries_alone_but_for_the_start() {
        onlyIn("jakarta.ws.rs..", "..boundary..");
        onlyIn("jakarta.websocket..", "..boundary..");
        // what observes the start of the application is told of it by a ServletContext
        noClasses()
                .that()
                .resideOutsideOfPackages("..boundary..", "..ui..")
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.servlet..").and(not(type(ServletContext.class))))
                .check(SERVER);
    }

    @Test
    void s3_is_known_in_one_package_alone() {
        onlyIn("software.amazon..", "dev.cairn.packs.s3..");
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.packs.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cairn.packs.s3..")
                .check(SERVER);
    }

    @Test
    void sql_is_in_use_cases_and_rows_alone() {
        onlyIn("java.sql..", "..control..", "..entity..");
        onlyIn("javax.sql..", "..control..");
    }

    @Test
    void the_signing_of_tokens_is_in_accounts_and_migrating_in_the_platform_alone() {
        onlyIn("com.nimbusds..", "dev.cairn.accounts.control..");
        onlyIn("org.flywaydb..", "dev.cairn.platform.control..");
    }

    @Test
    void pictures_of_codes_are_made_in_one_package_alone() {
        onlyIn("io.nayuki..", "dev.cairn.accounts.ui..");
    }

    @Test
    void jakarta_mail_is_known_in_one_package_alone() {
        onlyIn("jakarta.mail..", "dev.cairn.mail.smtp..");
        onlyIn("org.eclipse.angus..", "dev.cairn.mail.smtp..");
    }

    @Test
    void the_data_grid_is_known_in_one_package_alone() {
        onlyIn("com.hazelcast..", "dev.cairn.push.hazelcast..");
    }

    /// Payara's threads outlive the application: what runs on them has to end with it.
    @Test
    void what_is_done_later_is_scheduled_in_one_place_alone() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Schedule.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.enterprise.concurrent..")
                .check(SERVER);
    }

    @Test
    void views_and_boundaries_never_touch_rows() {
        noClasses()
                .that()
                .resideInAnyPackage("..ui..", "..boundary..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..entity..")
                .check(SERVER);
    }

    @Test
    void layers_are_used_from_above_alone() {
        noClasses()
                .that()
                .resideInAPackage("..control..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..boundary..", "..ui..")
                .check(SERVER);
        noClasses()
                .that()
                .resideInAPackage("..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..boundary..", "..ui..", "..control..")
                .check(SERVER);
    }

    @TestFactory
    Stream<DynamicTest> a_feature_uses_only_those_below_it() {
        return FEATURES.stream()
                .map(feature -> DynamicTest.dynamicTest(feature, () -> {
                    var above = new ArrayList<>(FEATURES.subList(FEATURES.indexOf(feature) + 1, FEATURES.size()));
                    noClasses()
                            .that(resideInAPackage("dev.cairn." + feature + ".."))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(above.stream()
                                    .map(other -> "dev.cairn." + other + "..")
                                    .toArray(String[]::new)))
                            .allowEmptyShould(true)
                            .check(SERVER);
                }));
    }

    @Test
    void features_do_not_depend_on_each_other_in_circles() {
        slices().matching("dev.cairn.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void nobody_asks_the_system_for_the_time() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVER);
    }
}
