package org.assemble.platform.policy;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/// Values that may change, each from a day on. A service's migrations write its first ones.
@ApplicationScoped
public class Policies {

    /// The value in force on a day (Europe/London).
    ///
    /// @return never null: a policy without a value is a mistake in the migrations
    public Uni<Long> valueOn(String name, LocalDate day) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select value from policy where name = ?1 and valid_from <= ?2"
                                                + " order by valid_from desc limit 1",
                                        Long.class)
                                .setParameter(1, name)
                                .setParameter(2, day)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("no policy " + name + " on " + day));
    }
}
