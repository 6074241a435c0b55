/// `./assemble audit` and `./assemble rebuild`: the ledger's proofs, as finance asks for them
/// through the gateway.
package org.assemble.local.audit;
