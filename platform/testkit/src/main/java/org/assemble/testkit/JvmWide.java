package org.assemble.testkit;

import java.util.function.Supplier;

/// Values that exist once in the JVM. A static field does not do: Quarkus loads the classes of a
/// test, and of the resources it asks for, in several class loaders, each with statics of its own.
/// So only types of the JDK may stand here.
final class JvmWide {
    private static final String PREFIX = "org.assemble.testkit.";
    // A literal is the same object in every class loader.
    private static final Object LOCK = "org.assemble.testkit";

    private JvmWide() {}

    @SuppressWarnings("unchecked") // who puts a value is who gets it
    static <T> T once(String name, Supplier<T> make) {
        synchronized (LOCK) {
            var properties = System.getProperties();
            var value = properties.get(PREFIX + name);
            if (value == null) {
                value = make.get();
                properties.put(PREFIX + name, value);
            }
            return (T) value;
        }
    }
}
