package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The books against a map in memory: whatever is posted in whatever order, both say the same. */
class LedgerAgainstModelIT {

    private static final List<OrganisationId> MEMBERS = List.of(new OrganisationId(1), new OrganisationId(2));

    record Move(int from, int to, long amount) {
    }

    @Provide
    Arbitrary<List<List<Move>>> histories() {
        Arbitrary<Integer> account = Arbitraries.integers().between(0, accounts().size() - 1);
        Arbitrary<Move> move = Combinators.combine(account, account, Arbitraries.longs().between(1, 500)).as(Move::new)
                .filter(m -> m.from() != m.to());
        return move.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(15);
    }

    private static List<Account> accounts() {
        List<Account> accounts = new ArrayList<>(List.of(Account.of(AccountKind.BANK), Account.of(AccountKind.SALES)));
        for (OrganisationId member : MEMBERS) {
            accounts.add(Account.of(AccountKind.WALLET, member));
            accounts.add(Account.of(AccountKind.HELD, member));
            accounts.add(Account.of(AccountKind.COMMISSION_DUE, member));
        }
        return accounts;
    }

    @Property(tries = 25)
    void the_books_and_the_model_agree(@ForAll("histories") List<List<Move>> batches) {
        Portal portal = Portal.running();
        Ledger ledger = portal.bean(Ledger.class);
        Tenant tenant = portal.newTenant();
        Actor system = Actor.system(tenant.id());
        MEMBERS.forEach(member -> ledger.openAccounts(system, member));
        Map<Account, Long> model = new HashMap<>();
        int no = 0;
        for (List<Move> batch : batches) {
            List<NewPosting> postings = new ArrayList<>();
            Map<Account, Long> after = new HashMap<>(model);
            for (Move move : batch) {
                Account from = accounts().get(move.from());
                Account to = accounts().get(move.to());
                postings.add(NewPosting.transfer("test.move", "test", "M" + no++, from, to,
                        Money.of(move.amount(), "CNY")));
                after.merge(from, from.kind().signed(move.amount()), Long::sum);
                after.merge(to, to.kind().signed(-move.amount()), Long::sum);
            }
            boolean allowed = after.entrySet().stream().noneMatch(e -> e.getKey().kind().isLimited() && e.getValue() < 0);
            boolean accepted = accepts(ledger, system, postings);
            assertThat(accepted).isEqualTo(allowed);
            if (allowed) {
                model = after;
            }
        }
        for (Account account : accounts()) {
            assertThat(ledger.balance(system, account).minor()).isEqualTo(model.getOrDefault(account, 0L));
            List<Entry> entries = ledger.entries(system, account, null, 200);
            assertThat(entries.stream().mapToLong(entry -> entry.amount().minor()).sum())
                    .isEqualTo(model.getOrDefault(account, 0L));
            if (!entries.isEmpty()) {
                assertThat(entries.get(0).balance().minor()).isEqualTo(model.getOrDefault(account, 0L));
            }
        }
        assertThat(ledger.trialBalance(system).stream().mapToLong(line -> line.debit().minor() - line.credit().minor())
                .sum()).isZero();
    }

    private static boolean accepts(Ledger ledger, Actor system, List<NewPosting> postings) {
        try {
            ledger.postAll(system, postings);
            return true;
        } catch (Problem refused) {
            assertThat(refused.code()).isEqualTo(LedgerProblem.BELOW_LIMIT);
            return false;
        }
    }
}
