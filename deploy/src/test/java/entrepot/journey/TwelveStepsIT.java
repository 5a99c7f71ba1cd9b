package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main job in a browser, from the application of a new agent to the statement that it reads, once in
 * English and once in Chinese. Each step leaves a picture.
 */
class TwelveStepsIT {

    private static final int OBJECTION_DAYS_MAX = 14;
    private static final String PASSWORD = "mountain river 9";
    private static final Path SHARED = Path.of("..", "..", "shared", "data").toAbsolutePath().normalize();
    private static final String SKU = "SY-TN01-GN";
    private static final Duration ISSUING = Duration.ofMinutes(2);

    private static RunningPortal portal;
    private static Chromium chromium;

    /** Who works for the brand and its dealers: each at one browser, from the first thing that they do to the last. */
    private final Map<String, Person> staff = new HashMap<>();

    private String locale;
    private String language;
    private String mark;

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @AfterEach
    void everybodyLeaves() {
        staff.values().forEach(Person::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "zh-CN"})
    void a_stranger_follows_an_order_from_birth_to_settlement(String spoken) throws Exception {
        locale = spoken;
        language = spoken.substring(0, 2);
        // so that it can be told again on a portal that has seen it
        mark = Long.toString(System.currentTimeMillis(), 36);
        String login = "journey-" + mark + "@acme.example";

        theBrandIsChosen();
        String link = theMemberJoins(login);
        theCatalogueComesInAndPricesTakeTwo();
        stockIsCountedInMovedAndSeen();
        try (Person agent = person("acme")) {
            agent.goTo(link).fill("form:password", PASSWORD).press("form:accept").speak().picture(name("02-first-desk"));
            String shop = theAgentOpensAShopAndGetsAFeed(agent);
            theWalletIsFilled(agent);
            String order = theOrderIsPlaced(agent, shop);
            String consignment = theRouteIsShown(agent, order);
            theDealerShips(consignment);
            agent.goTo("/agent/orders/detail?code=" + order).picture(name("09-delivered"));
            assertThat(agent.text()).contains("J" + mark.toUpperCase());
            commissionIsHeldUntilTheWindowCloses(agent);
            theMonthIsSettled();
            theStatementProvesItself(agent);
        }
        everyDeskShowsWhatWaits();
    }

    private void theBrandIsChosen() {
        try (Person stranger = person("acme")) {
            stranger.goTo("http://localhost:" + portal.port() + "/").picture(name("01-chooser"));
            assertThat(stranger.text()).contains("acme").contains("globex");
        }
    }

    /** Returns the invitation's link, as it is read on the outbox page. */
    private String theMemberJoins(String login) {
        String company = "Journey " + mark;
        try (Person visitor = person("acme")) {
            visitor.goTo("/join/apply").tick("form:abilities", "SELLS").fill("form:company", company)
                    .fill("form:contact", "J. Ney").fill("form:email", login)
                    .choose("form:province", "浙江省").fill("form:city", "杭州市").picture(name("02-apply"))
                    .press("form:apply").picture(name("02-applied"));
        }
        Person manager = staff("manager");
        manager.goTo("/desk").picture(name("02-desk-of-headquarters")).goTo("/hq/members/applications");
        manager.find("a:has-text('" + company + "')").first().click();
        manager.choose("approve:tier", "GOLD").picture(name("02-application")).press("approve:do");
        Person administrator = staff("admin");
        administrator.goTo("/hq/messaging/outbox").picture(name("02-outbox"));
        String link = administrator.find("tr:has-text('" + login + "') a[href*='invitation']").first()
                .getAttribute("href");
        assertThat(link).contains("token=");
        return link;
    }

    private void theCatalogueComesInAndPricesTakeTwo() {
        Person editor = staff("editor");
        Path file = shared("catalogue/" + (language.equals("en") ? "shopify_gatsby_products.csv"
                : "DERIVED_shopify_new_template_35col.csv"));
        editor.goTo("/hq/catalogue/import").upload("upload:file", file).press("upload:check")
                .picture(name("03-import-checked")).press("steps:apply").picture(name("03-import-applied"));
        editor.goTo("/hq/prices/new");
        editor.find("[id='propose:tier_input']").selectOption("SILVER");
        editor.fill("propose:percent", "5" + System.currentTimeMillis() / 1000 % 9 + "." + System.currentTimeMillis() % 1000).fill("propose:reason", "Journey")
                .press("propose:go").picture(name("03-price-list-proposed"));
        String list = editor.parameter("code");
        assertThat(editor.sees("yes:approve")).as("one's own proposal cannot be approved").isFalse();
        Person manager = staff("manager");
        manager.goTo("/hq/prices/detail?code=" + list).picture(name("03-price-list-effect"))
                .pressAndConfirm("yes:approve").picture(name("03-price-list-approved"));
    }

    private void stockIsCountedInMovedAndSeen() {
        Person manager = staff("manager");
        manager.goTo("/hq/warehouses/list").picture(name("04-warehouses"));
        manager.goTo("/hq/stock/receive").chooseNth("change:warehouse", 0).fill("change:sku", SKU)
                .fill("change:quantity", "25").fill("change:document", "PO-J").press("change:do")
                .picture(name("04-received"));
        assertThat(manager.sees("yes:confirm")).as("what came from nowhere is confirmed by another person").isFalse();
        staff("deputy").goTo("/hq/stock/difference?code=" + manager.parameter("code")).press("yes:confirm");
        manager.goTo("/hq/stock/move").chooseNth("change:warehouse", 0).fill("change:sku", SKU)
                .chooseNth("change:to", 1).fill("change:quantity", "5").fill("change:document", "TR-J")
                .press("change:do").picture(name("04-moved"));
        manager.goTo("/hq/stock/list").picture(name("04-stock"));
        // never what is there, however often the journey is told, or there would be no difference to confirm
        String counted = Long.toString(100 + System.currentTimeMillis() % 800);
        Person dealer = staff("wu");
        dealer.goTo("/dealer/stock/count").chooseNth("change:warehouse", 0).fill("change:sku", SKU)
                .fill("change:quantity", counted).fill("change:document", "Stocktaking " + mark).press("change:do")
                .picture(name("04-counted"));
        manager.goTo("/hq/stock/differences");
        manager.find("tr:has-text('" + SKU + "') a").first().click();
        manager.picture(name("04-difference")).press("yes:confirm").picture(name("04-difference-confirmed"));
    }

    private String theAgentOpensAShopAndGetsAFeed(Person agent) throws Exception {
        agent.goTo("/agent/shops/new").fill("shop:name", "Journey shop " + mark).choose("shop:channel", "SHOPIFY")
                .press("shop:open").picture(name("05-sub-shop"));
        String shop = agent.parameter("code");
        agent.press("feeds:openFeed").picture(name("05-feed"));
        String address = agent.find("code.secret").innerText();
        HttpResponse<String> feed = get(address, null);
        assertThat(feed.statusCode()).isEqualTo(200);
        assertThat(feed.body()).contains(SKU);
        String tag = feed.headers().firstValue("ETag").orElseThrow();
        assertThat(get(address, tag).statusCode()).isEqualTo(304);
        assertThat(get(address.replaceAll("/feeds/acme/.{8}", "/feeds/acme/AAAAAAAA"), null).statusCode()).isEqualTo(404);
        return shop;
    }

    private void theWalletIsFilled(Person agent) {
        agent.goTo("/agent/wallet/topup").fill("report:amount", "5000").fill("report:reference", "JT-" + mark)
                .press("report:do").picture(name("06-top-up-reported"));
        Person finance = staff("finance");
        finance.goTo("/finance/topups/list").picture(name("06-top-ups"));
        finance.find("tr:has-text('JT-" + mark + "') a").first().click();
        finance.press("confirm:do").picture(name("06-top-up-confirmed"));
        agent.goTo("/agent/wallet/overview").picture(name("06-wallet"));
        assertThat(agent.text()).contains("5,000.00");
    }

    private String theOrderIsPlaced(Person agent, String shop) {
        agent.goTo("/agent/orders/new").choose("order:shop", shop).fill("order:outsideNumber", "J-" + mark);
        agent.find("[id$=':sku_input']").first().fill(SKU);
        agent.find("[id$=':quantity']").first().fill("2");
        agent.fill("order:name", "王小明").fill("order:phone", "13800001234").choose("order:province", "浙江省")
                .choose("order:city", "杭州市").choose("order:district", "西湖区").fill("order:street", "文三路1号")
                .await("order:do").picture(name("07-order-quoted")).press("order:do").picture(name("07-order-placed"));
        return agent.parameter("code");
    }

    /** Returns the code of the consignment; all three dealers in Hangzhou were candidates. */
    private String theRouteIsShown(Person agent, String order) {
        // a member's first orders are looked at
        Person manager = staff("manager");
        manager.goTo("/hq/orders/detail?code=" + order).picture(name("08-held")).press("release:do").picture(name("08-released"));
        agent.goTo("/agent/orders/detail?code=" + order).find("details.fold > summary").click();
        agent.picture(name("08-route"));
        assertThat(agent.find("svg").count()).as("the map of the route").isPositive();
        String text = agent.text();
        for (String[] dealer : new String[][] {{"wu", "杭州西湖户外用品有限公司"}, {"shen", "杭州滨江仓配服务部"}, {"yu", "余杭山野装备店"}}) {
            assertThat(text).contains(dealer[1]);
        }
        Matcher consignment = Pattern.compile("CON-\\w+-\\w+").matcher(text);
        assertThat(consignment.find()).as("a consignment on the order's page").isTrue();
        return consignment.group();
    }

    /** The login of the dealer that has the offer: it is one in Hangzhou. */
    private String dealerWithOffer(String consignment) {
        for (String login : new String[] {"wu", "shen", "yu"}) {
            Person dealer = staff(login);
            dealer.goTo("/dealer/offers/list");
            if (dealer.text().contains(consignment)) {
                return login;
            }
        }
        throw new AssertionError("no dealer in Hangzhou was offered " + consignment);
    }

    private void theDealerShips(String consignment) {
        String login = dealerWithOffer(consignment);
        Person dealer = staff(login);
        dealer.goTo("/dealer/offers/detail?code=" + consignment);
        dealer.picture(name("08-offer")).chooseNth("part:reason", 1).fill("part:note", "Journey").press("part:decline")
                .picture(name("08-declined"));
        String next = dealerWithOffer(consignment);
        assertThat(next).as("what one declined goes to the next").isNotEqualTo(login);
        dealer = staff(next);
        dealer.goTo("/desk").picture(name("08-desk-of-a-dealer"));
        dealer.goTo("/dealer/offers/detail?code=" + consignment);
        dealer.press("steps:accept").picture(name("08-accepted"));
        dealer.press("steps:pack");
        dealer.chooseNth("ship:carrier", 0).fill("ship:numbers", "J" + mark.toUpperCase() + "1234")
                .press("ship:ship").picture(name("09-shipped"));
        dealer.pressAndConfirm("steps:deliver").picture(name("09-delivered-by-dealer"));
    }

    private void commissionIsHeldUntilTheWindowCloses(Person agent) {
        agent.goTo("/agent/commission/list").picture(name("10-commission-held"));
        agent.goTo("/demo/clock").picture(name("10-clock")).press("clock:window");
        agent.goTo("/agent/commission/list").picture(name("10-commission-due"));
    }

    private void theMonthIsSettled() {
        Person finance = staff("finance");
        finance.goTo("/demo/clock").press("clock:settlement");
        YearMonth last = YearMonth.parse(finance.goTo("/finance/settlements/list").field("start:month").inputValue());
        finance.picture(name("11-settlements"));
        for (YearMonth month = last.minusMonths(1); !month.isAfter(last); month = month.plusMonths(1)) {
            settle(finance, month);
        }
    }

    /** Members may object for some working days before a run is submitted. */
    private void settle(Person finance, YearMonth month) {
        finance.goTo("/finance/settlements/list");
        if (finance.find("tr:has(time[datetime='" + month + "'])").count() > 0) {
            return;
        }
        finance.fill("start:month", month.toString()).press("start:do");
        String run = finance.parameter("code");
        finance.find("#objections, [id='submit:do']").first().waitFor();
        finance.picture(name("11-run-objections"));
        for (int day = 0; day < OBJECTION_DAYS_MAX && !finance.sees("submit:do"); day++) {
            finance.goTo("/demo/clock").press("clock:tomorrow").goTo("/finance/settlements/detail?code=" + run);
        }
        finance.picture(name("11-run-previewed")).press("submit:do").picture(name("11-run-submitted"));
        assertThat(finance.sees("approve:do")).as("one's own run cannot be approved").isFalse();
        Person checker = staff("checker");
        checker.goTo("/finance/settlements/detail?code=" + run).picture(name("11-run-to-approve"))
                .press("approve:do");
        checker.find("[id='working'], [id='approve:do']").waitFor(new Locator.WaitForOptions()
                .setState(WaitForSelectorState.DETACHED).setTimeout(ISSUING.toMillis()));
        checker.picture(name("11-run-issued"));
    }

    private void theStatementProvesItself(Person agent) throws IOException {
        agent.goTo("/agent/statements/list").picture(name("11-statements"));
        agent.find("a[href*='statements/detail']").first().click();
        agent.find(".proof").first().waitFor();
        agent.picture(name("11-statement"));
        file(agent, "pdf", bytes -> assertThat(new String(bytes, 0, 5, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("%PDF-"));
        file(agent, "csv", bytes -> assertThat(bytes.length).as(HexFormat.of().formatHex(bytes, 0, 3)).isGreaterThan(50));
    }

    private void file(Person agent, String kind, Consumer<byte[]> check) throws IOException {
        Download download = agent.download(() -> agent.find("a[href*='" + kind + "']").first().click());
        Path kept = Path.of("target", "pictures", "journey", name("11-statement") + "." + kind);
        download.saveAs(kept);
        check.accept(Files.readAllBytes(kept));
    }

    private void everyDeskShowsWhatWaits() {
        for (String login : new String[] {"lin", "wu", "editor", "manager", "finance", "checker"}) {
            Person person = staff(login);
            person.goTo("/desk").picture(name("12-desk-of-" + login));
        }
    }

    private Person staff(String login) {
        return staff.computeIfAbsent(login, who -> person("acme").signIn(who));
    }

    private Person person(String tenant) {
        return new Person(portal, chromium.browser(), tenant, locale);
    }

    private String name(String step) {
        return step + "-" + language;
    }

    private HttpResponse<String> get(String address, String tag) throws Exception {
        var request = portal.request("acme", address.substring(address.indexOf("/feeds/"))).GET();
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path shared(String file) {
        Path path = SHARED.resolve(file);
        assertThat(path).as("this journey needs the files of ../shared/data beside the project").exists();
        return path;
    }
}
