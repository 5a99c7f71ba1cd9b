package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Split;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bonus that somebody won, with every number that it came from; {@link #recompute} finds the amount from these alone.
 *
 * @param subShop  empty where members compete
 * @param volume   of the month
 * @param measured what was compared: the volume, or by how much it grew
 * @param least    the target, or the least that counts
 * @param place    1 is the best; 0 for a target
 * @param tied     how many share that place, the winner included; 1 for alone
 * @param prizes   those that go into the amount: its place's, or of all places that are shared
 * @param turn     which of those that are tied: the first ones get what cannot be divided
 */
public record Won(String plan, Bonus bonus, LocalDate month, OrganisationId organisation, String subShop, Money volume, Money measured,
                  int place, int tied, List<Bonus.Prize> prizes, int turn, Money amount) {

    public Won {
        prizes = List.copyOf(prizes);
    }

    /** What somebody sold in a month and in the one before. */
    record Sold(OrganisationId organisation, String subShop, Money volume, Money before) {

        Money measured(Bonus.Measure measure) {
            return measure == Bonus.Measure.VOLUME ? volume : volume.minus(before);
        }
    }

    public Money recompute() {
        Money all = prizes.stream().map(prize -> prize.fixed() != null ? Money.parse(prize.fixed(), volume.currency()) : volume.percent(prize.percent()))
                .reduce(Money.zero(volume.currency()), Money::plus);
        return prizes.size() == 1 && tied == 1 || bonus.ties() == Bonus.Ties.BETTER || bonus.kind() == Bonus.Kind.TARGET ? all
                : Split.byWeight(all, Collections.nCopies(tied, 1L)).get(turn);
    }

    /** Who won that bonus. @param sold one row a sub-shop */
    static List<Won> of(String plan, Bonus bonus, LocalDate month, List<Sold> sold) {
        List<Sold> asked = (bonus.each() == Bonus.Each.SUB_SHOP ? sold : byMember(sold)).stream()
                .filter(each -> each.measured(bonus.measure()).isPositive()
                        && each.measured(bonus.measure()).major().compareTo(bonus.least()) >= 0)
                .sorted(Comparator.comparing((Sold each) -> each.measured(bonus.measure())).reversed()
                        .thenComparing(each -> each.organisation().value()).thenComparing(Sold::subShop)).toList();
        List<Won> won = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Sold one = asked.get(i);
            if (bonus.kind() == Bonus.Kind.TARGET) {
                won.add(amounted(new Won(plan, bonus, month, one.organisation(), one.subShop(), one.volume(), one.measured(bonus.measure()), 0, 1,
                        bonus.prizes(), 0, one.volume())));
                continue;
            }
            int first = i;
            while (first > 0 && asked.get(first - 1).measured(bonus.measure()).equals(one.measured(bonus.measure()))) {
                first--;
            }
            int tied = (int) asked.stream().filter(each -> each.measured(bonus.measure()).equals(one.measured(bonus.measure()))).count();
            if (first >= bonus.prizes().size()) {
                break;
            }
            List<Bonus.Prize> prizes = bonus.ties() == Bonus.Ties.BETTER ? bonus.prizes().subList(first, first + 1)
                    : bonus.prizes().subList(first, Math.min(first + tied, bonus.prizes().size()));
            won.add(amounted(new Won(plan, bonus, month, one.organisation(), one.subShop(), one.volume(), one.measured(bonus.measure()), first + 1,
                    tied, prizes, i - first, one.volume())));
        }
        return won.stream().filter(each -> each.amount().isPositive()).toList();
    }

    private static List<Sold> byMember(List<Sold> sold) {
        Map<OrganisationId, Sold> members = new LinkedHashMap<>();
        sold.forEach(each -> members.merge(each.organisation(), new Sold(each.organisation(), "", each.volume(), each.before()),
                (one, other) -> new Sold(one.organisation(), "", one.volume().plus(other.volume()), one.before().plus(other.before()))));
        return List.copyOf(members.values());
    }

    private static Won amounted(Won won) {
        return new Won(won.plan, won.bonus, won.month, won.organisation, won.subShop, won.volume, won.measured, won.place, won.tied, won.prizes,
                won.turn, won.recompute());
    }
}
