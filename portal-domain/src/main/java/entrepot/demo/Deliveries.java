package entrepot.demo;

import entrepot.fulfilment.CarrierSetting;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.platform.access.Actor;
import entrepot.tracking.CameBack;
import entrepot.tracking.CourierBills;
import entrepot.tracking.Mishaps;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelFilter;
import entrepot.tracking.ParcelState;
import entrepot.tracking.Report;
import entrepot.tracking.Scan;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingSource;
import entrepot.tracking.TrackingSources;
import entrepot.tracking.Verdict;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What carriers did: parcels under way, one refused, one lost and claimed, and a bill that does not fit. */
@Dependent
class Deliveries {

    private static final int BILLED = 24;
    private static final int KNOWN = 200;
    private static final int TWICE = 3;

    @Inject
    private Consignments consignments;

    @Inject
    private TrackingSources sources;

    @Inject
    private Tracking tracking;

    @Inject
    private Mishaps mishaps;

    @Inject
    private CarrierSettings carriers;

    @Inject
    private CourierBills bills;

    /** @param bill the code of the carrier's bill; the parcels' codes are null where there were too few */
    record Cases(String refused, String lost, String bill) {
    }

    /** The first of these dealers who has accepted something that is not packed yet; the first of all where none has. */
    String packer(Stage stage, List<String> logins) {
        return logins.stream().filter(login -> !consignments.list(stage.as(login), ConsignmentFilter.due(null, ConsignmentState.ACCEPTED),
                null, 1).isEmpty()).findFirst().orElse(logins.get(0));
    }

    Cases play(Stage stage, boolean chinese) {
        Actor manager = stage.as("manager");
        stage.story().daily();
        sources.setUp(manager, TrackingSource.SIMULATOR, true, "", "");
        // its clock goes on: the simulator tells where parcels are by now
        stage.story().daily();
        List<Parcel> underWay = tracking.list(manager, new ParcelFilter(ParcelFilter.View.UNDER_WAY), null, KNOWN).stream()
                .filter(parcel -> !parcel.number().endsWith(Errands.SILENT)).toList();
        String refused = underWay.isEmpty() ? null : refused(stage, underWay.get(0), chinese);
        String lost = underWay.size() < 2 ? null : lost(manager, underWay.get(1), chinese);
        underWay.stream().skip(2).filter(parcel -> parcel.dealer() != null).findFirst().ifPresent(parcel -> badlyPacked(manager, parcel, chinese));
        return new Cases(refused, lost, bill(stage, manager, chinese));
    }

    private String refused(Stage stage, Parcel parcel, boolean chinese) {
        tracking.hear(stage.system(), TrackingSource.SIMULATOR, "refused " + parcel.code(), List.of(new Report(parcel.carrier(),
                parcel.number(), List.of(new Scan(stage.now().minus(Duration.ofMinutes(20)), ParcelState.REFUSED,
                        chinese ? "收件人拒收：不想要了" : "Refused: no longer wanted", "")))));
        return parcel.code();
    }

    private String lost(Actor manager, Parcel parcel, boolean chinese) {
        mishaps.lost(manager, parcel.code(), List.<CameBack.Piece>of(), chinese ? "快递承认在中转站丢失" : "The carrier admits that it is lost");
        mishaps.judge(manager, parcel.code(), new Verdict(Verdict.Bearer.CARRIER, null, null,
                chinese ? "快递丢件，全额退款" : "Lost on its way, paid back whole"));
        return parcel.code();
    }

    /** The dealer bears it: it stands on its statement. */
    private void badlyPacked(Actor manager, Parcel parcel, boolean chinese) {
        mishaps.lost(manager, parcel.code(), List.<CameBack.Piece>of(), chinese ? "面单脱落，无法投递" : "The label came off, it cannot be delivered");
        mishaps.judge(manager, parcel.code(), new Verdict(Verdict.Bearer.DEALER, null, null,
                chinese ? "面单未贴牢，由发货经销商承担" : "The label was not fixed: the dealer bears it"));
    }

    private String bill(Stage stage, Actor manager, boolean chinese) {
        Map<String, List<Parcel>> byCarrier = tracking.list(manager, new ParcelFilter(ParcelFilter.View.DONE), null, KNOWN).stream()
                .collect(Collectors.groupingBy(Parcel::carrier));
        List<Parcel> most = byCarrier.values().stream().max(Comparator.comparing(List::size)).orElse(List.of());
        if (most.size() <= TWICE) {
            return null;
        }
        String currency = stage.tenant().currency();
        Money base = Money.parse(new BigDecimal("4.00"), currency);
        CarrierSetting agreed = new CarrierSetting(most.get(0).carrier(), true, false, 1_000, base, Money.parse(BigDecimal.ONE, currency));
        carriers.approve(stage.as("deputy"), carriers.propose(manager, agreed,
                LocalDate.ofInstant(stage.now().minus(Duration.ofDays(365)), stage.tenant().zone()),
                chinese ? "年度合同价" : "The contract of the year"));
        StringBuilder file = new StringBuilder(chinese ? "运单号,计费重量(克),运费\n" : "number,grams,amount\n");
        List<Parcel> billed = most.stream().limit(BILLED).toList();
        for (int i = 0; i < billed.size(); i++) {
            Parcel parcel = billed.get(i);
            // some are weighed too heavy, some are dearer than agreed
            int grams = i % 7 == 2 ? parcel.grams() + 2_000 : parcel.grams();
            Money amount = i % 7 == 5 ? agreed.price(grams).plus(Money.parse(new BigDecimal("0.80"), currency)) : agreed.price(grams);
            row(file, parcel.number(), grams, amount);
        }
        row(file, billed.get(TWICE).number(), billed.get(TWICE).grams(), agreed.price(billed.get(TWICE).grams()));
        row(file, "DEMO000000001", 1_000, base);
        return bills.take(stage.as("finance"), agreed.carrier(), "2026-11", chinese ? "快递账单.csv" : "bill.csv",
                file.toString().getBytes(StandardCharsets.UTF_8)).code();
    }

    private static void row(StringBuilder file, String number, int grams, Money amount) {
        file.append(number).append(',').append(grams).append(',').append(amount.major().toPlainString()).append('\n');
    }
}
