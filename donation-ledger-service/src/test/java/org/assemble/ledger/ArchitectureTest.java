package org.assemble.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.assemble.testkit.HouseRules;

@AnalyzeClasses(packages = "org.assemble.ledger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule ONLY_THE_JOURNAL_WRITES =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.assemble.ledger.journal..",
                            // Reads all of it in one moment.
                            "org.assemble.ledger.audit..",
                            // Replaces what is computed from the events, as the tables' owner.
                            "org.assemble.ledger.rebuild..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "org.postgresql..",
                            "io.quarkus.hibernate..")
                    .because("there is one way into the books");
}
