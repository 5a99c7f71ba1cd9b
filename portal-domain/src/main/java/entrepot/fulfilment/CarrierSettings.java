package entrepot.fulfilment;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** With which carriers the tenant works, who pays them, and what was agreed. */
@ApplicationScoped
@UseCases
public class CarrierSettings {

    private static final int KILOGRAM = 1_000;
    private static final int GRAMS_MAX = 1_000_000;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    /** Of all carriers of the tenant's country, as they come with the program where nothing was set. */
    @Requires(FulfilmentPermission.VIEW)
    public List<CarrierSetting> list(Actor actor) {
        Map<String, CarrierSetting> set = sql.list("""
                select carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor, currency from carrier_setting
                 where tenant_id = ? limit 200""", CarrierSettings::setting, actor.tenant()).stream()
                .collect(Collectors.toMap(CarrierSetting::carrier, Function.identity()));
        return Carriers.of(transactions.tenant().country()).stream()
                .map(carrier -> set.getOrDefault(carrier.code(), usual(carrier.code()))).toList();
    }

    /** The carriers that parcels may go with. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Carriers.Carrier> active(Actor actor) {
        return list(actor).stream().filter(CarrierSetting::active)
                .flatMap(setting -> Carriers.byCode(setting.carrier()).stream()).toList();
    }

    @Requires(FulfilmentPermission.VIEW)
    public CarrierSetting get(Actor actor, String carrier) {
        return sql.first("""
                select carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor, currency from carrier_setting
                 where tenant_id = ? and carrier = ?""", CarrierSettings::setting, actor.tenant(), carrier)
                .orElseGet(() -> usual(carrier));
    }

    /** @throws Problem CARRIER_UNKNOWN, FIELD_INVALID for prices of another currency, or half a price */
    @Requires(FulfilmentPermission.CARRIERS)
    public void change(Actor actor, CarrierSetting to) {
        if (Carriers.byCode(to.carrier()).isEmpty()) {
            throw new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", to.carrier());
        }
        String currency = transactions.tenant().currency();
        if ((to.base() == null) != (to.perKg() == null) || to.base() != null && (to.base().isNegative()
                || to.perKg().isNegative() || !to.base().currency().equals(currency) || !to.perKg().currency().equals(currency))) {
            throw Problem.invalid("price", to.base());
        }
        if (to.firstGrams() < 1 || to.firstGrams() > GRAMS_MAX) {
            throw Problem.invalid("grams", to.firstGrams());
        }
        sql.update("""
                insert into carrier_setting (tenant_id, carrier, active, paid_by_dealer, first_grams, base_minor,
                                             per_kg_minor, currency, changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?::bigint, ?::bigint, ?, ?, ?)
                on conflict (tenant_id, carrier) do update set active = excluded.active,
                   paid_by_dealer = excluded.paid_by_dealer, first_grams = excluded.first_grams,
                   base_minor = excluded.base_minor, per_kg_minor = excluded.per_kg_minor,
                   changed_by = excluded.changed_by, changed_at = excluded.changed_at""",
                actor.tenant(), to.carrier(), to.active(), to.paidByDealer(), to.firstGrams(),
                to.base() == null ? null : to.base().minor(), to.perKg() == null ? null : to.perKg().minor(), currency,
                actor.name(), clock.now());
    }

    private static CarrierSetting usual(String carrier) {
        return new CarrierSetting(carrier, true, false, KILOGRAM, null, null);
    }

    private static CarrierSetting setting(Row row) {
        return new CarrierSetting(row.text("carrier"), row.flag("active"), row.flag("paid_by_dealer"),
                row.integer("first_grams"), row.numberOrNull("base_minor") == null ? null : row.money("base"),
                row.numberOrNull("per_kg_minor") == null ? null : row.money("per_kg"));
    }
}
