package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A working day in a browser: an agent at a desk orders, one by one and by list, changes and cancels; headquarters looks at
 * what is held and at its rules; a dealer accepts, packs and ships with a phone; what nobody can ship is paid back; buyers look
 * with their phones. The goods are the day's own and one dealer's alone, so the day can be told again and again on the same portal.
 */
class WorkingDayIT {

    private static final Pattern CONSIGNMENT = Pattern.compile("CON-\\w+-\\w+");
    private static final String DEALER = "wu";
    private static final int COUNTED = 40;
    /** How often a page is looked at again for what happens by itself within moments. */
    private static final int LOOKS = 20;

    private static RunningPortal portal;
    private static Chromium chromium;

    private final long now = System.currentTimeMillis();
    private final String mark = Long.toString(now, 36).toUpperCase();
    private final String sku = "WD-" + mark;
    /** Outside numbers of the day's orders, each with the code that it was given. */
    private final Map<String, String> orders = new HashMap<>();

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void a_day_of_an_agent_headquarters_a_dealer_and_buyers() throws Exception {
        newGoodsComeIn();
        try (Person dealer = dealer()) {
            theDealerCounts(dealer);
            try (Person agent = desk("lin", "zh-CN")) {
                anOrderIsPlacedFromAPastedAddress(agent);
                aListIsRepairedAndPlaced(agent);
                anOrderIsChanged(agent);
                anOrderIsCancelled(agent);
                theDoubtAboutATwinIsAnswered(agent);
                String link = theBuyersLinkIsMade(agent);
                try (Person manager = desk("manager", "en-GB")) {
                    headquartersReleases(manager);
                    rulesAreProposedAndRejected(manager);
                    theDealerAnswers(dealer, agent);
                    theDealerPacksAndShips(dealer, agent);
                    theAgentGivesMoneyBack(agent);
                    headquartersSeesWhatIsOut(manager);
                }
                theBuyerTakesTheMoney(agent);
                theBuyerLooks(link);
            }
        }
    }

    // the day begins

    private void newGoodsComeIn() throws IOException {
        String file = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price\n"
                + "day-" + mark.toLowerCase() + ",Day lamp " + mark + ",A lamp,Acme,Lamps,,TRUE,Title,Default Title," + sku + ",400,30.00\n";
        try (Person editor = desk("editor", "en-GB")) {
            editor.goTo("/hq/catalogue/import").upload("upload:file", kept("goods.csv", file)).press("upload:check").press("steps:apply");
            assertThat(editor.text()).contains("1");
        }
    }

    private void theDealerCounts(Person dealer) {
        dealer.goTo("/dealer/stock/count").fill("change:sku", sku).choose("change:own", "true")
                .fill("change:quantity", Integer.toString(COUNTED)).fill("change:document", "盘点 " + mark).press("change:do");
        seen(dealer, "dealer-counted", sku);
    }

    // the agent

    private void anOrderIsPlacedFromAPastedAddress(Person agent) {
        agent.goTo("/agent/orders/new").chooseNth("order:shop", 1).fill("order:outsideNumber", number(0));
        agent.find("[id$=':sku_input']").first().fill(sku);
        agent.find("[id$=':quantity']").first().fill("1");
        // no number of a house: a careful clerk asks
        agent.fill("order:pasted", "周末 " + phone(0) + " 浙江省杭州市西湖区大厦");
        agent.await("order:do").find("[id='order:quote'] :text('地址可能无法送达')").first().waitFor();
        assertThat(agent.field("order:city").inputValue()).isEqualTo("杭州市");
        seen(agent, "agent-quoted", "杭州西湖户外用品有限公司", "提交后先由人工核对", "16.50", "24.00");
        agent.press("order:do");
        orders.put(number(0), agent.parameter("code"));
        seen(agent, "agent-held", number(0), "已暂缓", "地址可能无法送达");
    }

    private void aListIsRepairedAndPlaced(Person agent) throws IOException {
        String rows = Stream.of(row(1, sku, 1, phone(1), "文三路 1 号"), row(2, sku, 3, phone(2), "文三路 2 号"),
                row(3, sku + "X", 1, phone(3), "文三路 3 号"), row(4, sku, 1, phone(4), "文三路 4 号"),
                row(5, sku, 1, phone(5), "大厦"), row(6, sku, 2, phone(1), "文三路 1 号")).reduce("", String::concat);
        agent.goTo("/agent/lists/upload").chooseNth("list:shop", 1)
                .upload("list:files", kept("list.csv", "订单编号,商品编码,数量,单价,收货人,手机,省,市,区,地址,备注\n" + rows));
        agent.press("list:check");
        String list = agent.parameter("code");
        seen(agent, "list-checked", list, sku + "X", "需修改");
        agent.goTo("/agent/lists/fix?code=" + list);
        agent.find("input[value='" + sku + "X']").first().fill(sku);
        agent.press("fix:save");
        agent.goTo("/agent/lists/detail?code=" + list).picture("day-list-repaired").press("steps:place");
        // by itself, on the page that began it
        agent.find(".chip:has-text('已完成')").first().waitFor();
        agent.goTo("/agent/lists/detail?code=" + list + "&view=placed");
        for (int i = 1; i <= 6; i++) {
            String link = agent.find("a:text-is('" + number(i) + "')").first().getAttribute("href");
            orders.put(number(i), link.substring(link.indexOf("code=") + 5));
        }
        seen(agent, "list-placed", number(1), number(6), "已提交");
    }

    private void anOrderIsChanged(Person agent) {
        agent.goTo("/agent/orders/detail?code=" + order(1));
        agent.find("a[href*='orders/change']").first().click();
        agent.await("change:show");
        agent.find("[id^='change'][id$=':quantity']").first().fill("2");
        agent.choose("change:district", "滨江区").fill("change:street", "江南大道 588 号").fill("change:why", "买家搬家了").press("change:show");
        agent.await("change:do");
        seen(agent, "agent-change-shown", "修改前", "修改后", "差额");
        agent.press("change:do");
        seen(agent, "agent-changed", "江南大道 588 号", order(1) + " 已修改");
        assertThat(agent.text()).doesNotContain("文三路 1 号\n");
    }

    private void anOrderIsCancelled(Person agent) {
        agent.goTo("/agent/orders/detail?code=" + order(4)).fill("cancel:reason", "买家不要了").press("cancel:do");
        seen(agent, "agent-cancelled", order(4) + " 已取消", "已退回钱包");
    }

    private void theDoubtAboutATwinIsAnswered(Person agent) {
        agent.goTo("/agent/orders/detail?code=" + order(6));
        seen(agent, "agent-asked", "同一买家", order(1), "此问题由您答复");
        agent.fill("release:why", "买家要两份").press("release:do");
        seen(agent, "agent-answered", "买家要两份", "待发货");
    }

    private String theBuyersLinkIsMade(Person agent) {
        agent.goTo("/agent/orders/detail?code=" + order(6)).press("link:make").await("link:made");
        String link = agent.find("[id='link:made'] code").innerText();
        assertThat(link).contains("/track?token=");
        return link;
    }

    // headquarters

    private void headquartersReleases(Person manager) {
        leafTo(manager.goTo("/hq/orders/list?view=hold"), order(5));
        seen(manager, "hq-held", order(0), order(5), "address unclear");
        manager.tick("pick", order(0)).tick("pick", order(5)).fill("rows:why", "Called the buyers").press("rows:release");
        seen(manager, "hq-released", "2 orders go on");
        assertThat(manager.goTo("/hq/orders/detail?code=" + order(5)).text()).contains("released: Called the buyers", "placed");
    }

    private void rulesAreProposedAndRejected(Person manager) {
        manager.goTo("/hq/routing/list").fill("begin:name", "Day " + mark).press("begin:go");
        String rules = manager.parameter("code");
        manager.fill("rules:near", "45").press("rules:save");
        seen(manager, "hq-draft", "45 km");
        manager.chooseNth("try:month", 1);
        String first = YearMonth.parse(manager.field("try:month").inputValue()).plusMonths(3).atDay(1).toString();
        manager.press("try:go");
        manager.find("text=replayed by").first().waitFor();
        seen(manager, "hq-what-if", "Parcels", "Shipping cost", "Who gains, who loses");
        manager.fill("propose:from", first).fill("propose:reason", "Fairer shares around the city").press("propose:go");
        seen(manager, "hq-proposed", "Waits for approval", "another person has to decide it");
        assertThat(manager.sees("yes:approve")).as("one's own proposal cannot be approved").isFalse();
        try (Person deputy = desk("deputy", "zh-CN")) {
            deputy.goTo("/hq/routing/detail?code=" + rules).fill("no:why", "先观察一个月").press("no:reject");
            seen(deputy, "hq-rejected", "已驳回", "先观察一个月");
        }
    }

    private void headquartersSeesWhatIsOut(Person manager) {
        leafTo(manager.goTo("/hq/orders/stock-outs"), order(3));
        seen(manager, "hq-stock-outs", order(3));
    }

    // the dealer

    private void theDealerAnswers(Person dealer, Person agent) {
        String part = consignment(agent, 2, "待接单");
        dealer.goTo("/dealer/offers/detail?code=" + part);
        dealer.find("[id$=':take']").first().fill("2");
        dealer.choose("part:reason", "OUT_OF_STOCK").fill("part:note", "一件破损").press("part:acceptPart");
        seen(dealer, "dealer-part", "您的部分已接单", "共 2 件", "缺货：一件破损", "其余商品已转由他人发货");

        String declined = consignment(agent, 3, "待接单");
        dealer.goTo("/dealer/offers/detail?code=" + declined).choose("part:reason", "NO_STAFF").fill("part:note", "今天人手不够").press("part:decline");
        assertThat(dealer.goTo("/dealer/offers/list").text()).doesNotContain(declined);

        List<String> rest = Stream.of(0, 1, 5, 6).map(n -> consignment(agent, n, "待接单")).toList();
        leafTo(dealer.goTo("/dealer/offers/list"), rest.get(rest.size() - 1));
        rest.forEach(code -> dealer.find("tr:has-text('" + code + "') input[type=checkbox]").check());
        dealer.picture("day-dealer-offers").press("many:acceptMany");
        seen(dealer, "dealer-accepted", "已接单 4 单");
    }

    private void theDealerPacksAndShips(Person dealer, Person agent) throws IOException {
        String one = consignment(agent, 1, "已接单");
        theBuyerMovesBack(agent);
        leafTo(dealer.goTo("/dealer/shipments/list?view=pick"), one);
        seen(dealer, "dealer-address-changed", "地址已修改");
        assertThat(dealer.goTo("/desk").text()).contains("地址已修改，需重新打印");
        dealer.goTo("/dealer/shipments/detail?code=" + one);
        seen(dealer, "dealer-print-anew", "请重新打印装箱单和面单", "文三路 1 号", "分仓依据的是修改前的地址");
        String other = consignment(agent, 6, "已接单");
        leafTo(dealer.goTo("/dealer/shipments/list?view=pick"), other);
        for (String code : List.of(one, other)) {
            dealer.find("tr:has-text('" + code + "') input[type=checkbox]").check();
        }
        dealer.picture("day-dealer-to-pick");
        paper(dealer, "chosen:pick", "day-pick-list.pdf");
        paper(dealer, "chosen:slips", "day-slips.pdf");
        assertThat(dealer.goTo("/dealer/shipments/detail?code=" + one).text()).contains("请同时重新打印面单");

        dealer.goTo("/dealer/shipments/pack");
        scan(dealer, other, "共 2 件");
        scan(dealer, "NOT-IN-IT", "不是本单商品");
        scan(dealer, sku, "还差 1 件");
        // the other order of the same buyer into the same parcel, out of it, and in again
        dealer.press("table:others:0:add");
        seen(dealer, "dealer-together", "合并包裹 " + one, "1 / 2", "0 / 2");
        dealer.press("table:parcel:1:out");
        assertThat(dealer.text()).contains(one + " 已从包裹中取出").doesNotContain("合并包裹 " + one);
        scan(dealer, one, "请继续扫描其商品");
        scan(dealer, sku, "还差 2 件");
        scan(dealer, sku, "还差 1 件");
        scan(dealer, sku, "请扫描快递单号");
        dealer.picture("day-dealer-packed");
        scan(dealer, parcel(), other + ", " + one + " 已由");
        seen(dealer, "dealer-shipped", "请扫描下一单");
    }

    private void theBuyerMovesBack(Person agent) {
        agent.goTo("/agent/orders/detail?code=" + order(1));
        agent.find("a[href*='orders/change']").first().click();
        agent.await("change:show");
        agent.choose("change:district", "西湖区").fill("change:street", "文三路 1 号").fill("change:why", "买家又搬回来了").press("change:show");
        agent.await("change:do").press("change:do");
        seen(agent, "agent-changed-back", order(1) + " 已修改");
    }

    private static void scan(Person dealer, String what, String answer) {
        assertThat(dealer.fill("table:scan", what).press("table:read").text()).contains(answer);
    }

    private static void paper(Person dealer, String button, String name) throws IOException {
        Download download = dealer.download(() -> dealer.field(button).click());
        Path kept = Path.of("target", "pictures", "journey", name);
        download.saveAs(kept);
        assertThat(new String(Files.readAllBytes(kept), 0, 5, StandardCharsets.US_ASCII)).as(name).isEqualTo("%PDF-");
    }

    // what nobody can ship

    private void theAgentGivesMoneyBack(Person agent) {
        String out = outOfStock(agent, 2);
        agent.goTo("/agent/orders/stock-out?code=" + out);
        seen(agent, "agent-stock-out", "换同类商品", "等货", "退款", "1 × Day lamp " + mark);
        agent.press("refund:refundIt");
        seen(agent, "agent-refunded", "已退款");
        agent.goTo("/agent/orders/detail?code=" + order(2));
        seen(agent, "agent-money-back", "已取消发货单退款", "已接单");
    }

    private void theBuyerTakesTheMoney(Person agent) {
        agent.goTo("/agent/orders/stock-out?code=" + outOfStock(agent, 3)).press("buyer:ask");
        String link = agent.find("a[href*='/choose?token=']").getAttribute("href");
        try (Person buyer = buyer("zh-CN")) {
            buyer.goTo(link);
            seen(buyer, "buyer-asked", "很抱歉给您带来不便", "Day lamp " + mark);
            assertThat(buyer.text()).as("a buyer sees no prices of headquarters").doesNotContain("CNY", "￥", "¥");
            buyer.press("other:money");
            seen(buyer, "buyer-chose", "谢谢，已收到您的选择", "该问题已处理");
        }
        agent.goTo("/agent/orders/detail?code=" + order(3));
        seen(agent, "agent-buyer-chose", "已取消，库存和货款均已退回");
    }

    /** The consignment of an order for which an answer is waited. */
    private String outOfStock(Person agent, int order) {
        return consignment(agent, order, "无仓可发");
    }

    // the buyer

    private void theBuyerLooks(String link) {
        try (Person buyer = buyer("en-GB")) {
            buyer.goTo("/track").fill("track:number", number(6)).fill("track:lastFour", "0000");
            buyer.press("track:find");
            assertThat(buyer.picture("day-buyer-guessed").text()).doesNotContain(parcel());
            buyer.goTo("/track").fill("track:number", number(6)).fill("track:lastFour", phone(1).substring(7));
            buyer.press("track:find");
            seen(buyer, "buyer-sees", number(6), "Ordered", "Being prepared", "On its way", "SF Express", parcel(), "2 × Day lamp");
            buyer.goTo(link);
            seen(buyer, "buyer-by-link", parcel());
        }
    }

    /** The consignment of an order that is in that state, once it is. */
    private String consignment(Person agent, int n, String state) {
        Locator rows = agent.goTo("/agent/orders/detail?code=" + order(n)).find("tr:has(.chip:text-is('" + state + "')):has-text('CON-')");
        for (int look = 0; rows.count() == 0 && look < LOOKS; look++) {
            agent.goTo("/agent/orders/detail?code=" + order(n));
        }
        assertThat(rows.count()).as(state + " of " + number(n)).isPositive();
        Matcher code = CONSIGNMENT.matcher(rows.first().innerText());
        assertThat(code.find()).as(state + " of " + order(n)).isTrue();
        return code.group();
    }

    // what they see

    /** Goes on from page to page of a list, as far as where it stands. */
    private static void leafTo(Person person, String what) {
        while (!person.text().contains(what) && person.find(".pager a:has(.pi-angle-right)").count() > 0) {
            person.goTo(person.find(".pager a:has(.pi-angle-right)").getAttribute("href"));
        }
    }

    private void seen(Person person, String picture, String... texts) {
        assertThat(person.picture("day-" + picture).text()).as(picture).contains(texts);
        assertThat(person.overflows()).as(picture + " is wider than the screen").isFalse();
    }

    private Person desk(String login, String locale) {
        return new Person(portal, chromium.browser(), "acme", locale).signIn(login);
    }

    private Person dealer() {
        return new Person(portal, chromium.browser(), "acme", "zh-CN", Person.PHONE).signIn(DEALER);
    }

    private Person buyer(String locale) {
        return new Person(portal, chromium.browser(), "acme", locale, Person.PHONE);
    }

    private String number(int n) {
        return "WD-" + mark + "-" + n;
    }

    private String parcel() {
        return "SF" + String.format("%013d", now).substring(0, 13);
    }

    private String order(int n) {
        return orders.get(number(n));
    }

    /** A buyer's own, of this day alone. */
    private String phone(int n) {
        return "139" + String.format("%07d", now / 100 % 10_000_000) + n;
    }

    private String row(int n, String what, int quantity, String phone, String street) {
        return String.join(",", number(n), what, Integer.toString(quantity), "30.00", "周" + "一二三四五一".charAt(n - 1), phone,
                "浙江省", "杭州市", "西湖区", street, "") + "\n";
    }

    private Path kept(String name, String text) throws IOException {
        Path file = Path.of("target", "pictures", "journey", "day-" + name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
