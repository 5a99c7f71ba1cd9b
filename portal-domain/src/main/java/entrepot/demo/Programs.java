package entrepot.demo;

import entrepot.network.OpenSubShop;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.outbound.Outbound;
import entrepot.webhook.SetUpWebhook;
import entrepot.webhook.Webhooks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** The programs that members have connected: they are told by webhook what happens. The portal itself takes the messages, at {@value #RECEIVER}. */
@Dependent
class Programs {

    /** Where a demonstration takes webhooks and throws them away; with the answer that it shall give as the last part. */
    static final String RECEIVER = "/demo/receiver/";

    private static final String PORT = "ENTREPOT_BASE_PORT";

    @Inject
    private Webhooks webhooks;

    @Inject
    private SubShops subShops;

    /** One that works and one that does not for the seller, one for each dealer and one for headquarters. @return the code of the one that does not work */
    String connect(Stage stage, String seller, List<String> dealers, boolean chinese) {
        if (!Outbound.acceptable(receiver("204"))) {
            return null;
        }
        add(stage, seller, "204", chinese ? "网店系统" : "Shop system", List.of());
        dealers.forEach(dealer -> add(stage, dealer, "204", chinese ? "仓库系统" : "Warehouse system", List.of()));
        add(stage, "admin", "204", chinese ? "数据平台" : "Data platform", List.of("order.placed", "order.cancelled"));
        return add(stage, seller, "503", chinese ? "旧的财务软件，经常不在线" : "Old accounting, often away", List.of("order.placed"));
    }

    /** A sub-shop in which a seller tries what it has not done before. */
    SubShop practiceShop(Stage stage, String seller, boolean chinese) {
        return subShops.open(stage.as(seller), new OpenSubShop(null, chinese ? "练习店铺" : "Practice shop", "OTHER", null, true));
    }

    private String add(Stage stage, String login, String answer, String remark, List<String> events) {
        return webhooks.add(stage.as(login), new SetUpWebhook(receiver(answer), remark, events, null, null)).webhook().code();
    }

    private static String receiver(String answer) {
        String port = System.getProperty(PORT, System.getenv(PORT));
        return "http://localhost:" + (port == null ? "8080" : port) + RECEIVER + answer;
    }
}
