/// Measures services on one machine in one run: the ledger beside what it is compared with, bare
/// clients of the same PostgreSQL and a plain SQL ledger; training-service with the trainings of a
/// whole country; the gateway beside other gateways. The method is printed with the figures.
package org.assemble.bench;
