package entrepot.freight;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What sending a parcel costs, and the zones that say so. */
@UseCases
@ApplicationScoped
public class Freight {

    private static final String ZONE = """
            z.code, z.name, z.served, z.refusal, z.base_minor, z.per_kilogram_minor, z.currency, z.confirmed
            """;
    private static final String RATES = """
            select a.no, z.*, array[]::text[] as regions
              from unnest(?, ?, ?) with ordinality a(country, province, postcode, no)
             cross join lateral (
                select %s
                  from freight_region r join freight_zone z on z.tenant_id = r.tenant_id and z.id = r.zone_id
                 where r.tenant_id = ? and r.country = a.country and r.province in ('', a.province)
                   and starts_with(a.postcode, r.postcode_prefix)
                 order by length(r.postcode_prefix) desc, length(r.province) desc limit 1) z""".formatted(ZONE);

    @Inject
    private Sql sql;

    @Inject
    private EntityManager em;

    @Inject
    private Transactions transactions;

    /**
     * The freight of one order to one place; what a member pays does not change when the order is routed anew. One
     * statement: the most exact region wins (the longest beginning of the postcode, else the province, else the country).
     *
     * @param grams the weight of all lines; each started kilogram counts, at least one
     * @throws Problem PLACE_NOT_SERVED with the place and the reason
     */
    @Requires(FreightPermission.QUOTE)
    public FreightQuote quote(Actor actor, Address shipTo, int grams) {
        Trip trip = sql.trip();
        Later<FreightRates> rates = rates(actor, trip, List.of(shipTo));
        trip.go();
        return rates.get().quote(shipTo, grams);
    }

    /** What sending to each of those places costs, with others in one round trip. */
    @Requires(FreightPermission.QUOTE)
    public Later<FreightRates> rates(Actor actor, Trip trip, Collection<Address> places) {
        List<Address> asked = List.copyOf(new LinkedHashSet<>(places));
        return trip.list(RATES,
                row -> Map.entry(asked.get((int) row.number("no") - 1), zone(row)),
                Columns.texts(asked, place -> place.country().toUpperCase(Locale.ROOT)),
                // Chinese municipalities are often written in the city's field alone
                Columns.texts(asked, place -> ProvinceName.normal(
                        place.province().isEmpty() ? place.city() : place.province())),
                Columns.texts(asked, place -> place.postcode().replace(" ", "").toUpperCase(Locale.ROOT)),
                actor.tenant())
                .map(zones -> new FreightRates(zones.stream().collect(
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    /** All zones, with the places in each. */
    @Requires(FreightPermission.QUOTE)
    public List<FreightZone> zones(Actor actor) {
        return sql.list("select " + ZONE + """
                , array(select trim(r.country || ' ' || r.province || ' ' || r.postcode_prefix) from freight_region r
                         where r.tenant_id = z.tenant_id and r.zone_id = z.id
                         order by r.province, r.postcode_prefix limit 500) as regions
                  from freight_zone z where z.tenant_id = ? order by z.id limit 200""", Freight::zone, actor.tenant());
    }

    /** Gives a new tenant the example zones of its country; harmless where it has zones. */
    @Requires(Requires.SYSTEM)
    public void begin(Actor actor) {
        if (!zones(actor).isEmpty()) {
            return;
        }
        String country = transactions.tenant().country();
        for (DefaultZones.Zone example : DefaultZones.of(country)) {
            FreightZoneEntity zone = new FreightZoneEntity();
            zone.tenantId = actor.tenant().value();
            zone.code = example.code();
            zone.name = example.name();
            zone.served = example.refusal().isEmpty();
            zone.refusal = example.refusal();
            zone.baseMinor = example.base();
            zone.perKilogramMinor = example.perKilogram();
            zone.currency = transactions.tenant().currency();
            em.persist(zone);
            em.flush();
            for (String place : example.places()) {
                FreightRegionEntity region = new FreightRegionEntity();
                region.tenantId = zone.tenantId;
                region.zoneId = zone.id;
                region.country = country;
                region.province = place.startsWith("#") ? "" : place;
                region.postcodePrefix = place.startsWith("#") ? place.substring(1) : "";
                em.persist(region);
            }
        }
        em.flush();
    }

    private static FreightZone zone(Row row) {
        return new FreightZone(row.text("code"), row.text("name"), row.flag("served"), row.text("refusal"),
                row.money("base"), row.money("per_kilogram"), row.texts("regions"), row.flag("confirmed"));
    }
}
