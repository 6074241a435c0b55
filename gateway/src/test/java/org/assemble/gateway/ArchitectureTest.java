package org.assemble.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.HttpClient;

@AnalyzeClasses(packages = "org.assemble.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_GO_ROUND_IN_CIRCLES =
            slices().matching("org.assemble.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONE_PLACE_EACH_MAKES_CONNECTIONS =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Connections")
                    .and()
                    .doNotHaveSimpleName("KeySource")
                    .and()
                    .doNotHaveSimpleName("Sender")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(HttpClient.class)
                    .because(
                            "to services, to the sign-in and to webhooks: pools, timeouts and what"
                                    + " follows belong to one place each");

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_WORD_OF_THE_DOMAIN =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "are of another module",
                                    type ->
                                            type.getPackageName().startsWith("org.assemble.")
                                                    && !type.getPackageName()
                                                            .startsWith("org.assemble.gateway")))
                    .because("it authenticates, routes, limits and describes; the services decide");
}
