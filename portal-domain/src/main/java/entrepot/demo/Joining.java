package entrepot.demo;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.messaging.Message;
import entrepot.messaging.Messages;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.onboarding.Applications;
import entrepot.onboarding.Applied;
import entrepot.onboarding.Apply;
import entrepot.onboarding.ApproveApplication;
import entrepot.platform.access.Actor;
import entrepot.tax.Payees;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings members into a tenant the way they come: they apply, headquarters approves, they accept, open shops and pay in. */
@Dependent
class Joining {

    private static final List<String> CHANNELS = List.of("TAOBAO", "TMALL", "PINDUODUO", "DOUYIN", "JD", "WECHAT",
            "SHOPIFY", "OWN_SITE", "OFFLINE");
    private static final int LETTERS = 10;

    @Inject
    private Applications applications;

    @Inject
    private Messages messages;

    @Inject
    private Organisations organisations;

    @Inject
    private SubShops subShops;

    @Inject
    private TopUps topUps;

    @Inject
    private Payees payees;

    private final Map<String, Organisation> members = new HashMap<>();
    private final Map<String, List<SubShop>> shops = new HashMap<>();

    /** The organisation of a member that has joined. */
    Organisation organisation(String login) {
        return members.get(login);
    }

    /** Who signs in for a member. */
    String login(OrganisationId member) {
        return members.entrySet().stream().filter(entry -> entry.getValue().id().equals(member)).findFirst().orElseThrow().getKey();
    }

    Organisation headquarters(Stage stage) {
        return organisations.headquarters(stage.system());
    }

    /** Its open sub-shops. */
    List<SubShop> shops(String login) {
        return shops.getOrDefault(login, List.of());
    }

    /** From the application to the first sign-in, and its sub-shops. */
    void join(Stage stage, Cast.Member member, String language) {
        Applied applied = apply(stage, member, language);
        Organisation upline = members.get(member.upline());
        String code = applications.approve(stage.as("manager"), new ApproveApplication(applied.code(),
                member.abilities(), member.tier(), member.territories(), upline == null ? "" : upline.code(), "", null,
                null)).memberCode();
        members.put(member.login(), organisations.byCode(stage.as("manager"), code));
        organisations.tax(stage.as("manager"), code, member.taxProfile());
        stage.accept(member.login(), invitation(stage, member));
        Cast.Person person = Cast.PERSONS.get(member.login());
        if (person != null) {
            payees.identify(stage.as(member.login()), code, person.name(), person.number(), null);
        }
        if (member.sells()) {
            openShops(stage, member);
        }
    }

    /** Only the application: headquarters has not decided yet. */
    Applied apply(Stage stage, Cast.Member member, String language) {
        return applications.apply(stage.visitor(), application(stage, member, language));
    }

    private static Apply application(Stage stage, Cast.Member member, String language) {
        return new Apply(member.abilities(), member.company(), member.person(), stage.email(member.login()),
                "13800000000", member.province(), member.city(),
                member.territories().isEmpty() ? "" : member.territories().get(0), "",
                member.sells() ? CHANNELS.get(0) : "", "", language);
    }

    private String invitation(Stage stage, Cast.Member member) {
        return messages.list(stage.system(), null, LETTERS).stream()
                .filter(letter -> letter.to().equals(stage.email(member.login())) && letter.link().contains("invitation"))
                .map(Message::link).map(link -> link.substring(link.indexOf('=') + 1)).findFirst().orElseThrow();
    }

    private void openShops(Stage stage, Cast.Member member) {
        Actor agent = stage.as(member.login());
        List<SubShop> open = new ArrayList<>(subShops.listOf(agent, agent.organisation()));
        for (int i = 1; i < member.shops().size(); i++) {
            open.add(subShops.open(agent, new OpenSubShop(null, member.shops().get(i), CHANNELS.get(i % CHANNELS.size()),
                    null)));
        }
        shops.put(member.login(), List.copyOf(open));
    }

    /** The member tells that it stops: it orders nothing more, what is under way goes on. */
    void leave(Stage stage, String login, String reason) {
        organisations.end(stage.as("manager"), organisation(login).code(), reason);
    }

    /** A transfer that the member reports and finance confirms. */
    void topUp(Stage stage, String login, Money amount, LocalDate day) {
        TopUp reported = report(stage, login, amount, day);
        topUps.confirm(stage.as("finance"), reported.code());
    }

    /** A transfer that finance has not confirmed yet. */
    TopUp report(Stage stage, String login, Money amount, LocalDate day) {
        return topUps.report(stage.as(login), new ReportTopUp(amount.major(), day,
                "T" + day.toString().replace("-", "") + "-" + login, ""));
    }
}
