package entrepot.demo;

import entrepot.identity.Role;
import entrepot.ledger.Ledger;
import entrepot.network.AdmitOrganisation;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A brand of outdoor goods in China with eight dealers and twenty agents. */
@Dependent
class Acme {

    @Inject
    private Headquarters headquarters;

    @Inject
    private Organisations organisations;

    @Inject
    private SubShops subShops;

    @Inject
    private Ledger ledger;

    private final Map<String, Organisation> members = new HashMap<>();

    void play(Stage stage, Consumer<String> progress) {
        progress.accept("headquarters and its people");
        Organisation home = headquarters.found(stage.system(), new FoundHeadquarters("拾野户外用品有限公司", "江苏省", "苏州市",
                "总经办", "office@acme.example", "051200000000"));
        stage.hire(home.id(), "editor", "陈编", Role.HQ_EDITOR, "zh-CN");
        stage.hire(home.id(), "manager", "钱总", Role.HQ_MANAGER, "zh-CN");
        stage.hire(home.id(), "finance", "冯会计", Role.FINANCE_MAKER, "zh-CN");
        stage.hire(home.id(), "checker", "郑主管", Role.FINANCE_CHECKER, "zh-CN");
        stage.hire(home.id(), "admin", "系统管理员", Role.ADMIN, "en");
        progress.accept("members");
        Cast.ACME_DEALERS.forEach(member -> join(stage, member));
        Cast.ACME_AGENTS.forEach(member -> join(stage, member));
    }

    private void join(Stage stage, Cast.Member member) {
        Organisation upline = members.get(member.upline());
        Organisation admitted = organisations.admit(stage.as("manager"), new AdmitOrganisation(member.company(),
                member.abilities(), member.tier(), upline == null ? null : upline.id(), member.province(),
                member.city(), member.territories(), member.person(), stage.email(member.login()), "13800000000", "",
                null, null));
        ledger.openAccounts(stage.system(), admitted.id());
        members.put(member.login(), admitted);
        stage.hire(admitted.id(), member.login(), member.person(), member.sells() ? Role.AGENT : Role.DEALER, "zh-CN");
        for (String shop : member.shops()) {
            subShops.open(stage.system(), new OpenSubShop(admitted.id(), shop, "TAOBAO", null));
        }
    }
}
