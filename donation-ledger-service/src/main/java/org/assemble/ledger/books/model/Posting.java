package org.assemble.ledger.books.model;

/// One amount from one account to another: nothing unbalanced can be written.
public record Posting(Account debit, Account credit, long pence) {

    public Posting {
        if (pence <= 0) {
            throw new IllegalArgumentException("a posting moves at least a penny, not " + pence);
        }
    }
}
