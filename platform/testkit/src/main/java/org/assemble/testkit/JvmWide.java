package org.assemble.testkit;

import java.util.function.Supplier;

/// Texts that exist once in the JVM. A static field does not do: Quarkus loads the classes of a
/// test, and of the resources it asks for, in several class loaders, each with statics of its own.
/// System properties are common to all, and must be texts (libraries copy them and stumble over
/// anything else).
final class JvmWide {
    private static final String PREFIX = "org.assemble.testkit.";
    // A literal is the same object in every class loader.
    private static final Object LOCK = "org.assemble.testkit";

    private JvmWide() {}

    static String once(String name, Supplier<String> make) {
        synchronized (LOCK) {
            var value = System.getProperty(PREFIX + name);
            if (value == null) {
                value = make.get();
                System.setProperty(PREFIX + name, value);
            }
            return value;
        }
    }
}
