package dev.cairn.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rules of `src/docs/architecture.md` that the compiler cannot check.
class LayersTest {

    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cairn.client");

    @Test
    void the_planner_is_pure() {
        classes()
                .that()
                .resideInAPackage("dev.cairn.client.reconcile")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cairn.client.reconcile",
                        "dev.cairn.core..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify..")
                .check(CLIENT);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        slices().matching("dev.cairn.client.(*)..").should().beFreeOfCycles().check(CLIENT);
    }

    @Test
    void files_are_touched_by_the_disk_the_watcher_and_the_program_alone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.cairn.client.apply", "dev.cairn.client.scan", "dev.cairn.client.transfer")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .check(CLIENT);
    }

    @Test
    void each_outside_technology_is_in_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.client.base")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql")
                .check(CLIENT);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.client.remote")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CLIENT);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.client.watch")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(CLIENT);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.client.app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLIENT);
    }
}
