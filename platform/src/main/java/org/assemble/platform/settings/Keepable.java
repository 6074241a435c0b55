package org.assemble.platform.settings;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.LocalDate;

/// A time or a day in a query that the database can be asked about. In a body every one is looked
/// at as it is read (`KeepableValues`); the framework reads those of a query by itself, and lets
/// nobody else do it.
@Documented
@Constraint(validatedBy = {Keepable.OfTime.class, Keepable.OfDay.class})
@Target({FIELD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Keepable {
    String message() default "must be between 1900 and 2199";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class OfTime implements ConstraintValidator<Keepable, Instant> {
        @Override
        public boolean isValid(Instant time, ConstraintValidatorContext context) {
            return time == null || KeepableValues.isNear(time);
        }
    }

    class OfDay implements ConstraintValidator<Keepable, LocalDate> {
        @Override
        public boolean isValid(LocalDate day, ConstraintValidatorContext context) {
            return day == null || KeepableValues.isNear(day);
        }
    }
}
