package org.assemble.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assemble.platform.problem.Problem.FieldError;

/// What can't be taken as it came, as the refusal that names the places: the same for a request and
/// for one line of many.
public final class Unreadable {
    private Unreadable() {}

    /// JSON that can't be read; where a value refused itself, that is the refusal.
    public static RefusalException of(JacksonException unreadable) {
        return Outage.causes(unreadable)
                .filter(RefusalException.class::isInstance)
                .map(RefusalException.class::cast)
                .findFirst()
                .map(refused ->
                        new RefusalException(
                                refused.refusal(),
                                refused.getMessage(),
                                List.of(new FieldError(pointer(unreadable), refused.getMessage()))))
                .orElseGet(() -> malformed(unreadable));
    }

    /// Values that break constraints of their type.
    ///
    /// @param stepsBefore how many steps of each path lead to the value itself
    public static RefusalException of(
            Collection<? extends ConstraintViolation<?>> violations, int stepsBefore) {
        List<FieldError> errors =
                violations.stream()
                        .map(violation ->
                                new FieldError(
                                        pointer(violation.getPropertyPath(), stepsBefore),
                                        violation.getMessage()))
                        .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                        .toList();
        return new RefusalException(CommonRefusal.MALFORMED_REQUEST, said(errors), errors);
    }

    private static RefusalException malformed(JacksonException unreadable) {
        String detail = "This can't be read: " + unreadable.getOriginalMessage();
        // Names of classes are ours and tell a caller nothing.
        String shown =
                detail.replaceAll("`?[a-z]+(\\.[a-z]+)+\\.[A-Z][\\w.$\\[\\]<>]*`?", "value")
                        .lines()
                        .findFirst()
                        .orElse("This is no valid JSON.");
        return new RefusalException(
                CommonRefusal.MALFORMED_REQUEST,
                shown,
                List.of(new FieldError(pointer(unreadable), shown)));
    }

    private static String pointer(JacksonException unreadable) {
        if (!(unreadable instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            pointer.append('/')
                    .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    /// `/bankDetails/sortCode`
    private static String pointer(Path path, int stepsBefore) {
        List<String> steps = new ArrayList<>();
        StreamSupport.stream(path.spliterator(), false)
                .skip(stepsBefore)
                .forEach(node -> {
                    if (node.getIndex() != null) {
                        steps.add(node.getIndex().toString());
                    }
                    if (node.getName() != null && !node.getName().startsWith("<")) {
                        steps.add(node.getName());
                    }
                });
        return steps.isEmpty() ? "" : "/" + String.join("/", steps);
    }

    private static String said(List<FieldError> errors) {
        return errors.size() == 1
                ? errors.getFirst().pointer() + " " + errors.getFirst().detail()
                : errors.size() + " fields can't be taken as they are.";
    }
}
