package org.assemble.local.demo;

import static org.assemble.local.demo.Person.FIN;

import java.util.List;

/// From a confirmed agreement to a settled payout: the way of one local campaign, told through the
/// gateway with the tokens of the right people. Each telling calls an election of its own, so that
/// its constituency is free.
final class Story {
    private final Scene scene;
    private final Api api;

    Story(Scene scene) {
        this.scene = scene;
        this.api = scene.api();
    }

    /// What a telling did to the books.
    ///
    /// @param othersPence what its payout run paid to other campaigns, who were owed it before
    record Outcome(String campaignId, Books before, Books added, Books after, long othersPence) {
        boolean right() {
            return added.are(Books.EXPECTED);
        }
    }

    Outcome tell() {
        Books before = books();
        Beginning beginning = new Beginning(scene);
        String agreementId = beginning.publishAgreement();
        String campaignId = beginning.register(beginning.callElection());
        beginning.found(campaignId);
        List<String> team = beginning.formTeam(campaignId);
        beginning.agree(campaignId, agreementId);

        Gathering gathering = new Gathering(scene);
        gathering.train(campaignId, team);
        gathering.assemble(campaignId);

        Money money = new Money(scene);
        money.giveToNationalFund();
        money.launch(campaignId);
        money.payInvoice(campaignId);
        money.firstPayments(campaignId);
        long othersPence = money.payOut(campaignId);
        money.readPage(campaignId);
        money.readStatement(campaignId);

        Books after = books();
        repeat(after);
        return new Outcome(
                campaignId,
                before,
                after.since(before).withoutPaidToOthers(othersPence),
                after,
                othersPence);
    }

    private Books books() {
        return Books.of(api.get(FIN, "/api/v1/ledger/trial-balance"));
    }

    private void repeat(Books after) {
        int requests = api.repeatAll();
        if (!books().equals(after)) {
            throw new StoryStopped("Repeating the requests changed the books.");
        }
        scene.tell(
                "All %d requests are sent again, each with its key: every answer is the same, nothing changes.",
                requests);
    }
}
