package org.assemble.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/// What the code of every service keeps to. A service's test says so in three lines:
///
/// ```java
/// @AnalyzeClasses(packages = "org.assemble.training", importOptions = DoNotIncludeTests.class)
/// class ArchitectureTest {
///     @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
/// }
/// ```
public final class HouseRules {
    private static final String MODEL = "org.assemble..model..";

    @ArchTest
    public static final ArchRule A_MODEL_DEPENDS_ON_JAVA_ALONE =
            classes()
                    .that()
                    .resideInAPackage(MODEL)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", MODEL)
                    .because("rules are read, tested and moved without a framework")
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule A_MODEL_IS_GIVEN_TIME_AND_IDS =
            noClasses()
                    .that()
                    .resideInAPackage(MODEL)
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(UUID.class, "randomUUID")
                    .because("what is decided twice from the same history must come out the same")
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ONLY_THE_PLATFORM_SENDS_AND_TAKES =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.assemble.platform..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "org\\.eclipse\\.microprofile\\.reactive\\.messaging\\.(Emitter|Channel|Incoming|Outgoing)"
                                    + "|io\\.smallrye\\.reactive\\.messaging\\.MutinyEmitter"
                                    + "|org\\.apache\\.kafka\\.clients\\.producer\\..*")
                    .because(
                            "a state and the note that it is to be published commit together, and so do"
                                    + " a message's effect and the note that it was taken");

    @ArchTest
    public static final ArchRule ONE_STYLE_OF_TRANSACTION =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta.transaction..")
                    .because(
                            "transactions are Panache's @WithTransaction; another style beside it opens none");

    private HouseRules() {}
}
