package entrepot.demo;

import entrepot.network.Ability;
import entrepot.network.TaxProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The companies and people of the demonstration. None of them exists; the places do. */
final class Cast {

    /** Who is paid behind members that are persons, by login; one of them has two memberships. */
    static final Map<String, Person> PERSONS = Map.of("luo", new Person("罗志强", "510104198506152317"), "gao", new Person("罗志强", "510104198506152317"),
            "xu", new Person("徐佳", "32050819920908342X"));

    private Cast() {
    }

    /** A person with an identity number that nobody has. */
    record Person(String name, String number) {
    }

    /**
     * A member to be.
     *
     * @param login   of its first person, without the tenant's domain; also names the member in the story
     * @param upline  the login of its sponsor, or null
     * @param shops   names of its sub-shops; the first one is opened with the membership and bears the company's name
     */
    record Member(String login, String person, String company, Set<Ability> abilities, String tier, String upline,
                  String province, String city, String district, List<String> territories, List<String> shops) {

        boolean sells() {
            return abilities.contains(Ability.SELLS);
        }

        boolean holdsStock() {
            return abilities.contains(Ability.HOLDS_STOCK);
        }

        /** As its name says: an individual and a sole trader say what they are, the others are companies. */
        TaxProfile taxProfile() {
            return company.contains("（个人）") || PERSONS.containsKey(login) ? TaxProfile.INDIVIDUAL
                    : company.contains("（个体工商户）") ? TaxProfile.SOLE_TRADER : TaxProfile.COMPANY;
        }
    }

    static List<Member> all(List<Member> dealers, List<Member> agents) {
        return Stream.concat(dealers.stream(), agents.stream()).toList();
    }

    private static Member agent(String login, String person, String company, String tier, String upline,
                                String province, String city, String... shops) {
        return new Member(login, person, company, EnumSet.of(Ability.SELLS), tier, upline, province, city, "",
                List.of(), List.of(shops));
    }

    private static Member franchisee(String login, String person, String company, String tier, String upline,
                                     String province, String city, String... shops) {
        return new Member(login, person, company, EnumSet.of(Ability.SELLS, Ability.FRANCHISED), tier, upline, province,
                city, "", List.of(), List.of(shops));
    }

    private static Member dealer(String login, String person, String company, String tier, String province, String city,
                                 String district, String... territories) {
        return new Member(login, person, company, EnumSet.of(Ability.HOLDS_STOCK), tier, null, province, city,
                district, List.of(territories), List.of());
    }

    /** Eight dealers, three of them in Hangzhou, and one of all that also sells. */
    static final List<Member> ACME_DEALERS = List.of(
            dealer("wu", "吴建国", "杭州西湖户外用品有限公司", "GOLD", "浙江省", "杭州市", "西湖区", "浙江省"),
            dealer("shen", "沈晓梅", "杭州滨江仓配服务部", "SILVER", "浙江省", "杭州市", "滨江区", "浙江省"),
            dealer("yu", "余文斌", "余杭山野装备店", "SILVER", "浙江省", "杭州市", "余杭区", "浙江省"),
            dealer("gu", "顾海峰", "上海浦东户外供应链有限公司", "GOLD", "上海市", "上海市", "浦东新区", "上海市", "江苏省"),
            dealer("he", "何丽华", "广州天河运动用品商行", "GOLD", "广东省", "广州市", "天河区", "广东省", "福建省"),
            dealer("luo", "罗志强", "成都锦江露营生活馆", "SILVER", "四川省", "成都市", "锦江区", "四川省", "重庆市"),
            dealer("hu", "胡卫东", "武汉江汉户外批发部", "BRONZE", "湖北省", "武汉市", "江汉区", "湖北省", "湖南省"),
            new Member("bai", "白雪", "北京朝阳山行贸易有限公司", EnumSet.of(Ability.HOLDS_STOCK, Ability.SELLS), "GOLD",
                    null, "北京市", "北京市", "朝阳区", List.of("北京市", "河北省"), List.of("山行小店")));

    /** Twenty members with forty sub-shops; Lin has twelve of them. */
    static final List<Member> ACME_AGENTS = List.of(
            agent("lin", "林静", "杭州林间电子商务有限公司", "GOLD", null, "浙江省", "杭州市",
                    "林间户外淘宝店", "林间户外天猫店", "林间拼多多店", "林间抖音小店", "林间京东店", "林间微信商城",
                    "林间露营专营", "林间徒步专营", "林间儿童户外", "林间官网", "林间西湖门店", "林间批发"),
            franchisee("zhou", "周明", "宁波周记户外店", "SILVER", "lin", "浙江省", "宁波市", "周记户外", "周记拼多多"),
            agent("xu", "徐佳", "徐佳（个人）", "BRONZE", "zhou", "江苏省", "苏州市", "佳佳的店"),
            agent("sun", "孙立", "苏州立行电子商务", "SILVER", "lin", "江苏省", "苏州市", "立行户外", "立行露营"),
            agent("ma", "马超", "西安骏马贸易", "BRONZE", "lin", "陕西省", "西安市", "骏马户外"),
            franchisee("zhu", "朱婷", "厦门海岸生活馆", "SILVER", "lin", "福建省", "厦门市", "海岸生活", "海岸抖音店"),
            agent("guo", "郭磊", "青岛郭氏商行", "BRONZE", "zhu", "山东省", "青岛市", "郭氏户外"),
            agent("gao", "高峰", "成都高峰探险", "SILVER", null, "四川省", "成都市", "高峰探险", "高峰京东店"),
            agent("liang", "梁雨", "重庆雨后商贸", "BRONZE", "gao", "重庆市", "重庆市", "雨后户外"),
            agent("song", "宋佳怡", "宋佳怡（个体工商户）", "BRONZE", "gao", "四川省", "成都市", "怡家户外"),
            franchisee("tang", "唐勇", "长沙唐山水装备", "SILVER", null, "湖南省", "长沙市", "唐山水", "唐山水拼多多"),
            agent("xie", "谢芳", "武汉谢谢光临", "BRONZE", "tang", "湖北省", "武汉市", "谢谢光临"),
            agent("han", "韩冰", "北京寒山电商", "GOLD", null, "北京市", "北京市", "寒山户外", "寒山天猫店"),
            agent("cao", "曹阳", "天津朝阳户外", "BRONZE", "han", "天津市", "天津市", "朝阳户外"),
            agent("peng", "彭程", "深圳鹏程跨境", "GOLD", null, "广东省", "深圳市", "鹏程户外", "鹏程官网"),
            agent("zeng", "曾琳", "广州琳琅商行", "SILVER", "peng", "广东省", "广州市", "琳琅户外"),
            agent("xiao", "肖鹏", "深圳肖肖户外", "BRONZE", "zeng", "广东省", "深圳市", "肖肖户外"),
            agent("dong", "董洁", "上海洁境生活", "SILVER", null, "上海市", "上海市", "洁境生活"),
            agent("yuan", "袁野", "上海原野装备", "BRONZE", "dong", "上海市", "上海市", "原野装备",
                    "原野拼多多店"),
            agent("deng", "邓超群", "南京群山户外", "SILVER", "dong", "江苏省", "南京市", "群山户外",
                    "群山抖音店"));

    static final List<Member> GLOBEX_DEALERS = List.of(
            dealer("oliver", "Oliver Hughes", "Hughes Fulfilment Ltd", "GOLD", "England", "Manchester", "", "England"),
            dealer("isla", "Isla Campbell", "Clyde Gifts Ltd", "SILVER", "Scotland", "Glasgow", "", "Scotland"),
            dealer("rhys", "Rhys Morgan", "Taff Trading Ltd", "SILVER", "Wales", "Cardiff", "", "Wales"));

    static final List<Member> GLOBEX_AGENTS = List.of(
            agent("emma", "Emma Clarke", "Clarke & Daughters", "GOLD", null, "England", "London",
                    "Clarke's Emporium", "Clarke Wholesale"),
            agent("noah", "Noah Patel", "Patel Homewares", "SILVER", "emma", "England", "Leicester", "Patel Homewares"),
            agent("grace", "Grace Wilson", "Wilson's Corner", "BRONZE", "noah", "Scotland", "Edinburgh",
                    "Wilson's Corner"));

    /** Who has applied and waits for an answer. */
    static List<Member> newcomers(String country) {
        return country.equals("CN")
                ? List.of(agent("fang", "方圆", "南昌方圆户外", "BRONZE", null, "江西省", "南昌市", "方圆户外"),
                        dealer("jin", "金辉", "沈阳金辉仓储", "BRONZE", "辽宁省", "沈阳市", "和平区", "辽宁省"))
                : List.of(agent("jack", "Jack Turner", "Turner's Cabinet", "BRONZE", null, "England", "Bristol",
                        "Turner's Cabinet"));
    }
}
