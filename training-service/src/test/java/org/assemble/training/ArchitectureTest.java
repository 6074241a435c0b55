package org.assemble.training;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.assemble.testkit.HouseRules;

@AnalyzeClasses(packages = "org.assemble.training", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    /// What a feature's `model` says is anybody's to use.
    @ArchTest
    static final ArchRule FEATURES_KNOW_EACH_OTHER_IN_ONE_DIRECTION =
            slices().matching("org.assemble.training.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("..model.."))
                    .because("a feature is read, tested and moved without those that build on it");
}
