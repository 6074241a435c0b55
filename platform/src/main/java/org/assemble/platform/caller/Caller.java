package org.assemble.platform.caller;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assemble.platform.problem.CommonRefusal;

/// Who asks: the token's person, roles and memberships. A role is necessary and never sufficient;
/// each read and write also asks here for the very campaign or region that it touches.
///
/// @param personId the token's `sub`
/// @param roles realm roles
/// @param campaigns from groups `/campaign/{id}`
/// @param regions from groups `/region/{code}`
/// @param name as the realm knows it, for a first sign-up and what the person prints of their own;
///   kept nowhere else
/// @param email as the realm knows it, for a first sign-up, and to find the person in the list of a
///   call; who keeps or compares it asks for `verifiedEmail`
/// @param emailVerified whether the realm has seen that the address is the person's; anyone can
///   type in somebody else's
public record Caller(
        UUID personId,
        Set<String> roles,
        Set<UUID> campaigns,
        Set<String> regions,
        Optional<String> name,
        Optional<String> email,
        boolean emailVerified) {

    /// The address that is known to be the person's own.
    public Optional<String> verifiedEmail() {
        return email.filter(_ -> emailVerified);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    public boolean isOf(UUID campaignId) {
        return campaigns.contains(campaignId);
    }

    /// Refuses who is neither of the campaign nor of a role that sees all.
    public Caller mustBeOf(UUID campaignId, String... rolesThatSeeAll) {
        if (isOf(campaignId) || hasAny(rolesThatSeeAll)) {
            return this;
        }
        throw CommonRefusal.NOT_YOUR_CAMPAIGN.because(
                "You do not belong to campaign %s.".formatted(campaignId));
    }

    /// Refuses who is neither of the region nor of a role that sees all.
    public Caller mustBeOfRegion(String region, String... rolesThatSeeAll) {
        if (regions.contains(region) || hasAny(rolesThatSeeAll)) {
            return this;
        }
        throw CommonRefusal.NOT_YOUR_REGION.because(
                "You do not belong to region %s.".formatted(region));
    }

    public boolean hasAny(String... wanted) {
        for (String role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        // Never a name or an address in a log.
        return "Caller[" + personId + "]";
    }
}
