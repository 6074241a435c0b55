package org.assemble.platform.openapi;

import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/// Gives each operation a name for programs: of the resource and the method, `payoutRelease`. A
/// generated client calls it so, and it stays when a path changes.
final class OperationNames {
    private static final String RESOURCE = "Resource_";

    void describe(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(OperationNames::rename));
    }

    /// From `PayoutResource_release`, which is what the build makes of class and method.
    private static void rename(Operation operation) {
        String id = operation.getOperationId();
        int end = id == null ? -1 : id.indexOf(RESOURCE);
        if (end > 0) {
            String resource = uncapitalised(id.substring(0, end));
            String method = id.substring(end + RESOURCE.length());
            operation.setOperationId(
                    method.equalsIgnoreCase(resource) ? resource : resource + capitalised(method));
        }
    }

    private static String uncapitalised(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
