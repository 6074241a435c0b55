package org.assemble.ledger.bank.model;

import java.util.regex.Pattern;

/// A British bank account. Personal data: it stands in a document, never in an event.
///
/// @param sortCode 6 digits
/// @param accountNumber 8 digits
public record BankAccount(String name, String sortCode, String accountNumber) {

    private static final Pattern SORT_CODE = Pattern.compile("[0-9]{6}");
    private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{8}");
    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{6,7}");

    /// As people write it: dashes and spaces in the sort code go, a number of 6 or 7 digits is
    /// padded on the left.
    public static BankAccount written(String name, String sortCode, String accountNumber) {
        String number = accountNumber.strip();
        return new BankAccount(
                name.strip(),
                sortCode.replaceAll("[- ]", ""),
                SHORT_NUMBER.matcher(number).matches()
                        ? "0".repeat(8 - number.length()) + number
                        : number);
    }

    public boolean wellFormed() {
        return SORT_CODE.matcher(sortCode).matches()
                && ACCOUNT_NUMBER.matcher(accountNumber).matches();
    }

    /// Never the account itself: this ends up in logs.
    @Override
    public String toString() {
        return "BankAccount[…]";
    }
}
