package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.IMPOSSIBLE_LANGUAGE;
import static org.assemble.training.TrainingRefusal.NOBODY_GIVES_IT;
import static org.assemble.training.TrainingRefusal.PLACE_OR_LINK;
import static org.assemble.training.TrainingRefusal.REGION_OF_A_PLACE;
import static org.assemble.training.TrainingRefusal.SESSION_BEGUN;
import static org.assemble.training.TrainingRefusal.SESSION_ENDS_BEFORE_IT_BEGINS;

import java.time.Instant;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.assemble.training.session.model.Plan;
import org.assemble.training.session.model.Plan.Venue;
import org.assemble.training.session.model.Plan.Venue.Online;
import org.assemble.training.session.model.Plan.Venue.Place;

/// What a session can't be, said with the field that is at fault.
final class PlanRules {
    private PlanRules() {}

    static void mustBePossible(Plan plan) {
        if (!plan.startsAt().isBefore(plan.endsAt())) {
            throw SESSION_ENDS_BEFORE_IT_BEGINS.at(
                    "/endsAt", "%s is not after the beginning.".formatted(plan.endsAt()));
        }
        if (plan.trainers().isEmpty()) {
            throw NOBODY_GIVES_IT.at("/trainers", "Say who gives the session.");
        }
    }

    /// What has not begun is not moved to where it would have.
    static void mustComeAfter(Instant now, Plan before, Plan after) {
        if (!after.startsAt().equals(before.startsAt()) && !after.startsAt().isAfter(now)) {
            throw SESSION_BEGUN.at("/startsAt", "%s is over.".formatted(after.startsAt()));
        }
    }

    static Venue venue(String onlineUrl, String place, String region) {
        if ((onlineUrl == null) == (place == null)) {
            throw PLACE_OR_LINK.because("One of online and place is needed, and only one.");
        }
        if ((region == null) != (place == null)) {
            throw REGION_OF_A_PLACE.at("/region", "A place has a region, and only a place.");
        }
        return place == null ? new Online(onlineUrl) : new Place(place, region);
    }

    /// A language tag as it is usually written.
    static String language(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException unreadable) {
            // Said below, together with tags that name no language.
        }
        throw IMPOSSIBLE_LANGUAGE.at("/language", "%s names no language.".formatted(tag));
    }
}
