package org.assemble.training.course;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/// What trainers see of a course, and from when on.
///
/// @param content what they see
record CourseVersion(int version, Instant effectiveAt, Content content) {
    private static final int LONGEST_MINUTES = 24 * 60;
    private static final int MOST_MATERIALS = 50;

    /// A link to something that is used in the course.
    public record Material(
            @NotBlank @Size(max = 200) String title,
            @NotNull
                    @Size(max = 500)
                    @Pattern(regexp = "https://\\S+", message = "must be an https address")
                    String url) {}

    /// The name, the length and the materials: an edit of any of them is a new version.
    public record Content(
            @NotBlank @Size(max = 120) String name,
            @Min(1) @Max(LONGEST_MINUTES) int lengthMinutes,
            @NotNull @Size(max = MOST_MATERIALS) List<@NotNull @Valid Material> materials) {}
}
