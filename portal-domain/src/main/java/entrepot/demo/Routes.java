package entrepot.demo;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.platform.access.Actor;
import entrepot.routing.Criterion;
import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingRules;
import entrepot.routing.RulesDrafts;
import entrepot.routing.WhatIfs;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/** Routing in the demonstration: a draft that was tried out on last month, a peak period ahead, a dealer that closes for days. */
@Dependent
class Routes {

    private static final int PEAK_IN_DAYS = 6;
    private static final int PEAK_DAYS = 3;
    private static final int CLOSED_IN_DAYS = 9;
    private static final int CLOSED_DAYS = 4;
    private static final int WIDER_KM = 80;
    private static final int TWICE = 200;

    @Inject
    private RulesDrafts drafts;

    @Inject
    private WhatIfs whatIfs;

    @Inject
    private Peaks peaks;

    @Inject
    private Warehouses warehouses;

    /** Begins a draft that keeps promises before shares, and has last month replayed. @return its code */
    String tryOut(Stage stage, YearMonth month) {
        Actor editor = stage.as("editor");
        RoutingRules now = drafts.inForce(editor);
        String code = drafts.begin(editor, stage.tenant().country().equals("CN") ? "八十公里内先比履约" : "Promises before shares within 80 km").code();
        RoutingRules draft = new RoutingRules(code, drafts.get(editor, code).rules().name(), List.of(Criterion.COVERAGE, Criterion.NEAREST,
                Criterion.FRESH_STOCK, Criterion.SCORE, Criterion.FAIR_SHARE), WIDER_KM, now.onePrefecture(), now.centralLast(),
                now.shareDays(), now.scoreFromOffers(), now.dailyLimit(), now.cutOff(), now.holidays(), now.staleDays(), now.outDays(),
                now.minimumPartMinor(), now.ownFirst(), now.costs(), now.warehouses(), now.coverage());
        drafts.change(editor, code, draft);
        whatIfs.start(editor, code, month);
        stage.story().daily();
        return code;
    }

    /** A sale that begins in some days, proposed by one person and approved by another. @return its code */
    String peakAhead(Stage stage, LocalDate today) {
        ZoneId zone = stage.tenant().zone();
        boolean chinese = stage.tenant().country().equals("CN");
        Instant from = today.plusDays(PEAK_IN_DAYS).atStartOfDay(zone).toInstant();
        Instant until = today.plusDays(PEAK_IN_DAYS + PEAK_DAYS).atStartOfDay(zone).toInstant();
        String code = peaks.propose(stage.as("editor"), new Peak("", chinese ? "双十二" : "Winter sale", from, until, true, TWICE, true,
                true, null), chinese ? "预计单量翻倍" : "Twice as many orders expected");
        peaks.approve(stage.as("manager"), code);
        return code;
    }

    /** A dealer says when it does not ship. */
    void closes(Stage stage, String dealer, LocalDate today) {
        Actor actor = stage.as(dealer);
        for (Warehouse own : warehouses.list(actor)) {
            warehouses.close(actor, own.code(), today.plusDays(CLOSED_IN_DAYS), today.plusDays(CLOSED_IN_DAYS + CLOSED_DAYS),
                    stage.tenant().country().equals("CN") ? "仓库盘点" : "Stocktaking");
        }
    }
}
