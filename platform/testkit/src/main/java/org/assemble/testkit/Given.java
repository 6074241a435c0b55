package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;

/// Given what happened, when something is asked for, then this is decided: for pure deciders,
/// without a container.
///
/// ```java
/// Given.from(CampaignFund.NEW, CampaignFund::evolve)
///     .events(new LaunchHeld(on))
///     .when(fund -> fund.decide(new MatchFirstPayment(mandate, 1_000)))
///     .thenEvents(new FirstPaymentMatched(mandate, 1_000));
/// ```
///
/// @param <S> the state that events are folded into
/// @param <E> the events
public final class Given<S, E> {
    private final S state;
    private final BiFunction<S, ? super E, S> evolve;

    private Given(S state, BiFunction<S, ? super E, S> evolve) {
        this.state = state;
        this.evolve = evolve;
    }

    public static <S, E> Given<S, E> from(S nothingYet, BiFunction<S, E, S> evolve) {
        return new Given<>(nothingYet, evolve);
    }

    @SafeVarargs
    public final Given<S, E> events(E... events) {
        var next = state;
        for (var event : events) {
            next = evolve.apply(next, event);
        }
        return new Given<>(next, evolve);
    }

    public <R> When<R> when(Function<? super S, ? extends R> decide) {
        return new When<>(() -> decide.apply(state));
    }

    /// For tests of the fold alone.
    public void thenState(S expected) {
        assertThat(state).isEqualTo(expected);
    }

    /// A question that is put when its answer is compared.
    ///
    /// @param <R> what the decider answers: a list of events, or a decision
    public static final class When<R> {
        private final Supplier<R> decision;

        private When(Supplier<R> decision) {
            this.decision = decision;
        }

        public void then(R expected) {
            assertThat(decision.get()).isEqualTo(expected);
        }

        public void thenEvents(Object... expected) {
            assertThat((Object) decision.get()).isEqualTo(List.of(expected));
        }

        public void thenNothing() {
            thenEvents();
        }

        public AbstractThrowableAssert<?, ? extends Throwable> thenThrown() {
            return assertThat(catchThrowable(decision::get)).isNotNull();
        }
    }
}
