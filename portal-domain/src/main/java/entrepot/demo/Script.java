package entrepot.demo;

import java.util.List;

/**
 * What makes one demonstration tenant different from another.
 *
 * @param language      in which its people are written to
 * @param catalogue     whose goods it sells
 * @param staff         names of editor, manager, finance, checker, admin and deputy, in this order
 * @param members       dealers first, sponsors before whom they sponsor
 * @param centralShelf  pieces of each variant in the central warehouse
 * @param dealerShelf   pieces of each variant that a dealer holds for headquarters; half as many are its own
 * @param topUp         what each agent pays in a month, in major units
 * @param ordersADay    how many orders come in on a day
 */
record Script(String code, String name, String zone, String currency, String country, String language,
              String company, String province, String city, Catalogue catalogue, List<String> staff,
              List<Cast.Member> members, int centralShelf, int dealerShelf, int topUp, int ordersADay) {

    /** The catalogues that {@link Catalogues} can bring in. */
    enum Catalogue { BRAND, GIFTS }

    static final Script ACME = new Script("acme", "拾野户外", "Asia/Shanghai", "CNY", "CN", "zh-CN",
            "拾野户外用品有限公司", "江苏省", "苏州市", Catalogue.BRAND,
            List.of("陈编辑", "钱经理", "冯会计", "郑主管", "管理员", "周副经理"), Cast.all(Cast.ACME_DEALERS, Cast.ACME_AGENTS),
            600, 40, 30_000, 5);

    static final Script GLOBEX = new Script("globex", "Globex Gifts", "Europe/London", "GBP", "GB", "en",
            "Globex Gifts Ltd", "England", "Birmingham", Catalogue.GIFTS,
            List.of("Edward Cole", "Margaret Hill", "Fiona Marsh", "Charles Webb", "Ada Lane", "Daniel Frost"),
            Cast.all(Cast.GLOBEX_DEALERS, Cast.GLOBEX_AGENTS), 5_000, 300, 20_000, 1);
}
