package org.assemble.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.assemble.ledger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_model_depends_on_java_alone =
            classes()
                    .that()
                    .resideInAPackage("..model..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "org.assemble.ledger..model..");

    @ArchTest
    static final ArchRule nothing_is_sent_but_by_the_relay =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Emitter")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleNameEndingWith("MutinyEmitter")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka.clients.producer..");

    @ArchTest
    static final ArchRule the_clock_comes_in_as_an_argument =
            noClasses()
                    .that()
                    .resideInAPackage("..model..")
                    .should()
                    .callMethod(java.time.LocalDate.class, "now")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule only_the_journal_speaks_jdbc =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..journal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");
}
