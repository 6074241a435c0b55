/// Measures the ledger on one machine in one run, beside what it is compared with: bare clients of
/// the same PostgreSQL, and a plain SQL ledger. The method is printed with the figures.
package org.assemble.bench;
