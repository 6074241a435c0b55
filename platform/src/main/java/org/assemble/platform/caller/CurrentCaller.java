package org.assemble.platform.caller;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The caller of the request under way, read from its verified token.
@RequestScoped
public class CurrentCaller {
    private static final String CAMPAIGN = "/campaign/";
    private static final String REGION = "/region/";

    /// Where a remembered identity keeps whom it speaks for.
    static final String ATTRIBUTE = Caller.class.getName();

    @Inject SecurityIdentity identity;
    @Inject CurrentIdentityAssociation identities;

    /// The caller of an operation that anyone may ask for, where they are signed in: who needs no
    /// token has not been asked for it yet, and reading it takes its time.
    public Uni<Optional<Caller>> ifSignedIn() {
        return identities.getDeferredIdentity().map(CurrentCaller::known);
    }

    /// The caller of an operation that needs one.
    public Caller get() {
        return known(identity)
                .orElseThrow(
                        () -> CommonRefusal.NOT_SIGNED_IN.because("A bearer token is needed."));
    }

    private static Optional<Caller> known(SecurityIdentity identity) {
        Caller known = identity.getAttribute(ATTRIBUTE);
        return known != null ? Optional.of(known) : read(identity);
    }

    static Optional<Caller> read(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        Set<String> groups = strings(token.getClaim("groups"));
        return Optional.of(
                new Caller(
                        subject(token),
                        identity.getRoles(),
                        within(groups, CAMPAIGN)
                                .flatMap(CurrentCaller::id)
                                .collect(Collectors.toUnmodifiableSet()),
                        within(groups, REGION).collect(Collectors.toUnmodifiableSet()),
                        Optional.ofNullable(token.getClaim("name")).map(Object::toString),
                        Optional.ofNullable(token.getClaim("email")).map(Object::toString),
                        isTrue(token.getClaim("email_verified"))));
    }

    private static boolean isTrue(Object claim) {
        return claim != null && Boolean.parseBoolean(claim.toString());
    }

    private static UUID subject(JsonWebToken token) {
        return Optional.ofNullable(token.getSubject())
                .flatMap(subject -> id(subject).findFirst())
                .orElseThrow(
                        () -> CommonRefusal.NOT_SIGNED_IN.because("The token names no person."));
    }

    /// A group below a campaign's own is no campaign, and no reason to refuse anyone.
    private static Stream<UUID> id(String text) {
        try {
            return Stream.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Stream.empty();
        }
    }

    private static Stream<String> within(Set<String> groups, String parent) {
        return groups.stream()
                .filter(group -> group.startsWith(parent) && group.length() > parent.length())
                .map(group -> group.substring(parent.length()));
    }

    private static Set<String> strings(Object claim) {
        return switch (claim) {
            case null -> Set.of();
            case JsonArray array ->
                    array.stream()
                            .filter(JsonString.class::isInstance)
                            .map(value -> ((JsonString) value).getString())
                            .collect(Collectors.toUnmodifiableSet());
            case Collection<?> many ->
                    many.stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
            default -> Set.of(claim.toString());
        };
    }
}
