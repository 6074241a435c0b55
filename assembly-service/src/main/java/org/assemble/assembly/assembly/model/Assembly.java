package org.assemble.assembly.assembly.model;

import static org.assemble.assembly.assembly.model.Decision.Why.DATE_NOT_YET;
import static org.assemble.assembly.assembly.model.Decision.Why.ILLEGAL_STEP;
import static org.assemble.assembly.assembly.model.Stage.ANNOUNCED;
import static org.assemble.assembly.assembly.model.Stage.HELD;
import static org.assemble.assembly.assembly.model.Stage.PLANNED;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.assemble.assembly.assembly.model.AssemblyCommand.Announce;
import org.assemble.assembly.assembly.model.AssemblyCommand.CheckIn;
import org.assemble.assembly.assembly.model.AssemblyCommand.Minute;
import org.assemble.assembly.assembly.model.Decision.Happened;
import org.assemble.assembly.assembly.model.Decision.No;

/// The life of a ward assembly (A1): planned → announced → held. Pure: the time comes in as an
/// argument.
///
/// @param attendance how many people are checked in
public record Assembly(Stage stage, int attendance) {
    public static final Assembly PLANNED_NOW = new Assembly(PLANNED, 0);

    /// Decides what a command does now, without doing it.
    public Decision decide(AssemblyCommand command, Instant now) {
        return switch (command) {
            case Announce _ ->
                    from(EnumSet.of(PLANNED), "be announced", new AssemblyEvent.Announced());
            // A1: on the spot, or afterwards from paper.
            case CheckIn(int newcomers) ->
                    from(
                            EnumSet.of(ANNOUNCED, HELD),
                            "check people in",
                            new AssemblyEvent.CheckedIn(newcomers));
            case Minute(Instant heldAt, _) when heldAt.isAfter(now) && stage == ANNOUNCED ->
                    new No(DATE_NOT_YET, "%s lies ahead.".formatted(heldAt));
            case Minute(Instant heldAt, String minutes) ->
                    from(
                            EnumSet.of(ANNOUNCED),
                            "be held and minuted",
                            new AssemblyEvent.Held(heldAt, minutes));
        };
    }

    /// The assembly after what happened.
    public Assembly evolve(AssemblyEvent event) {
        return switch (event) {
            case AssemblyEvent.Announced _ -> new Assembly(ANNOUNCED, attendance);
            case AssemblyEvent.CheckedIn(int newcomers) ->
                    new Assembly(stage, Math.addExact(attendance, newcomers));
            case AssemblyEvent.Held _ -> new Assembly(HELD, attendance);
        };
    }

    private Decision from(Set<Stage> stages, String what, AssemblyEvent event) {
        return stages.contains(stage)
                ? new Happened(event)
                : new No(ILLEGAL_STEP, "An assembly at stage %s can't %s.".formatted(stage, what));
    }
}
