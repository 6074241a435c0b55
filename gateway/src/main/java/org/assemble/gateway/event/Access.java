package org.assemble.gateway.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.Caller;

/// Who may have which events. Events carry ids and nothing personal; still nobody learns of a
/// campaign's doings who couldn't ask its services for them:
/// - an application needs the scope `<service>:read` for each type, as for asking that service;
/// - who sees all (the national team, Assemble's machines) may have all campaigns' events, and
///   those that are about none;
/// - an organiser may have those of campaigns that their token names, and must name them;
/// - nobody else has any.
@ApplicationScoped
public class Access {

    private static final Pattern TYPE =
            Pattern.compile("org\\.assemble\\.([a-z]{1,30})\\.[A-Za-z]{1,60}\\.v[0-9]{1,3}");
    private static final int MOST = 100;

    private final Predicate<String> isService;
    private final Set<String> seeAll;
    private final Set<String> seeTheirs;

    @Inject
    Access(Services services, GatewaySettings settings) {
        this(
                name -> services.all().stream().anyMatch(service -> service.name().equals(name)),
                settings.events().rolesThatSeeAll(),
                settings.events().rolesOfCampaigns());
    }

    /// @param isService whether there is a service of this name
    Access(Predicate<String> isService, Set<String> seeAll, Set<String> seeTheirs) {
        this.isService = isService;
        this.seeAll = seeAll;
        this.seeTheirs = seeTheirs;
    }

    /// The roles one of which is needed to have any events.
    public Set<String> roles() {
        Set<String> roles = new HashSet<>(seeAll);
        roles.addAll(seeTheirs);
        return roles;
    }

    public boolean seesAll(Caller caller) {
        return caller.hasAny(seeAll);
    }

    /// What the caller gets of what is asked for; refuses what the caller may not have.
    ///
    /// @param types at least one
    /// @param campaigns none means all
    public Reach check(Caller caller, Collection<String> types, Collection<String> campaigns) {
        if (types.isEmpty() || types.size() > MOST || campaigns.size() > MOST) {
            throw Rejection.malformed("/types", "Name 1 to 100 types, and at most 100 campaigns.");
        }
        types.forEach(type -> checkType(caller, type));
        Set<String> ids = campaigns.stream().map(Access::id).collect(Collectors.toSet());
        if (!seesAll(caller)) {
            mustBeOf(caller, ids);
        }
        return new Reach(Set.copyOf(types), ids.isEmpty() ? Optional.empty() : Optional.of(ids));
    }

    private void checkType(Caller caller, String type) {
        Matcher form = TYPE.matcher(type == null ? "" : type);
        if (!form.matches() || !isService.test(form.group(1))) {
            throw Rejection.malformed(
                    "/types",
                    "A type is org.assemble.<service>.<Name>.v<n>; those that were seen are listed"
                            + " at /api/v1/events/types.");
        }
        String scope = form.group(1) + ":read";
        if (!caller.scopes().contains(scope)) {
            throw Rejection.at(
                    Refusal.SCOPE_MISSING, "/types", "Events of this type need the scope " + scope);
        }
    }

    private void mustBeOf(Caller caller, Set<String> campaigns) {
        if (!caller.hasAny(seeTheirs)) {
            throw Rejection.of(Refusal.NOT_ALLOWED);
        }
        if (campaigns.isEmpty() || !caller.campaigns().containsAll(campaigns)) {
            throw Rejection.of(Refusal.NOT_YOUR_CAMPAIGN);
        }
    }

    private static String id(String text) {
        try {
            return UUID.fromString(text == null ? "" : text).toString();
        } catch (IllegalArgumentException notAnId) {
            throw Rejection.malformed("/campaigns", "A campaign is named by its id.");
        }
    }
}
