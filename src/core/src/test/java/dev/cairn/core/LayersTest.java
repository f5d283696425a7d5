package dev.cairn.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What the compiler cannot check: the core knows nothing of the world outside.
class LayersTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cairn.core");

    @Test
    void the_core_uses_the_jdk_json_and_its_three_libraries_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cairn.core..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.nio",
                        "java.nio.charset",
                        "java.net",
                        "java.security",
                        "java.io",
                        "jakarta.json..",
                        "org.jspecify..",
                        "com.ibm.icu..",
                        "com.github.luben.zstd")
                .check(CORE);
    }

    @Test
    void its_packages_do_not_depend_on_each_other_in_circles() {
        slices().matching("dev.cairn.core.(*)..").should().beFreeOfCycles().check(CORE);
    }
}
