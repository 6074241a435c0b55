/// Starts and stops the whole platform on one machine, with real parts: PostgreSQL, Kafka,
/// Keycloak, the services.
///
/// Plain Java, because it is what runs when nothing else does.
package org.assemble.local;
