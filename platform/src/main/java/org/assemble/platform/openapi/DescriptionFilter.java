package org.assemble.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.assemble.platform.problem.Refusal;
import org.assemble.platform.problem.Refusals;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/// Makes of what the build found in a service's code a description that one can rely on. Runs once,
/// when the service is built.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescriptionFilter implements OASFilter {
    private static final DotName REFUSALS = DotName.createSimple(Refusals.class);

    private final IndexView classes;

    public DescriptionFilter(IndexView classes) {
        this.classes = classes;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        new OperationNames().describe(document);
        new AnswerShapes(classes).describe(document);
        FieldExamples.read().describe(document);
        new CommonAnswers(service(), ownRefusals()).describe(document);
    }

    private static String service() {
        return ConfigProvider.getConfig().getValue("assemble.service", String.class);
    }

    /// What the service's beans of [Refusals] will list: they are made by producers that need
    /// nothing.
    private List<Refusal> ownRefusals() {
        return classes.getAnnotations(Produces.class).stream()
                .map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.METHOD)
                .map(AnnotationTarget::asMethod)
                .filter(method -> method.returnType().name().equals(REFUSALS))
                .flatMap(method -> made(method).all().stream())
                .toList();
    }

    private static Refusals made(MethodInfo producer) {
        try {
            Class<?> type =
                    Class.forName(
                            producer.declaringClass().name().toString(),
                            true,
                            Thread.currentThread().getContextClassLoader());
            Constructor<?> constructor = type.getDeclaredConstructor();
            Method method = type.getDeclaredMethod(producer.name());
            constructor.setAccessible(true);
            method.setAccessible(true);
            return (Refusals) method.invoke(constructor.newInstance());
        } catch (ReflectiveOperationException cannotBe) {
            throw new IllegalStateException(producer + " needs something", cannotBe);
        }
    }
}
