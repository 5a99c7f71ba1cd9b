package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.lists.ShippingLists.Upload;
import entrepot.platform.geo.Address;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * The files of a morning as four platforms bring them: our template with a few spoilt rows, Taobao's two files with things that
 * nobody has explained, Pinduoduo whose buyers are hidden, and 1688.
 */
final class MorningFiles {

    private static final Charset GBK = Charset.forName("GBK");
    /** Names of things that are no SKU here: somebody explains them once. */
    /** One of them, explained already. */
    static final String EXPLAINED = "【活动】买一送一 组合装";
    private static final List<String> OWN_NAMES = List.of("【爆款】送礼自用 精选礼盒 包邮", "【新品】家用套装两件 包邮", EXPLAINED);

    private final Buyers buyers;
    private final List<Variant> range;
    private final LocalDate day;
    private final Random random;

    MorningFiles(Buyers buyers, List<Variant> range, LocalDate day, long seed) {
        this.buyers = buyers;
        this.range = range;
        this.day = day;
        this.random = new Random(seed);
    }

    /** The files of one sub-shop: that platform's, with so many orders. */
    List<Upload> of(int platform, int orders) {
        return switch (platform) {
            case 0 -> List.of(new Upload("发货单-自有模板.csv", template(orders), ""));
            case 1 -> taobao(orders);
            case 2 -> List.of(new Upload("拼多多订单导出.csv", pinduoduo(orders), ""));
            default -> List.of(new Upload("1688订单导出.csv", alibaba(orders), ""));
        };
    }

    private Variant any() {
        return range.get(random.nextInt(range.size()));
    }

    private byte[] template(int orders) {
        StringBuilder file = new StringBuilder("订单编号,商品编码,数量,单价,收货人,手机,省,市,区,地址,备注\n");
        for (int i = 0; i < orders; i++) {
            Variant variant = any();
            Address to = buyers.next("CN");
            String sku = i == 7 ? swapped(variant.sku()) : i == 21 ? "NO-SUCH-SKU" : variant.sku();
            String phone = i == 13 ? "1.38E+10" : i == 14 ? "'" + to.phone() : to.phone();
            String quantity = i == 30 ? "0" : Integer.toString(1 + random.nextInt(2));
            file.append("ZY").append(1000 + i).append(',').append(sku).append(',').append(quantity).append(',')
                    .append(variant.retail().major().toPlainString()).append(',').append(to.name()).append(',').append(phone).append(',')
                    .append(to.province()).append(',').append(i == 40 ? to.city().replace("市", "") : to.city()).append(',')
                    .append(to.district()).append(',').append(to.street()).append(",\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Two letters change places: what a hurried hand types. */
    private static String swapped(String sku) {
        int last = sku.length() - 1;
        return last < 1 ? sku + "X" : sku.substring(0, last - 1) + sku.charAt(last) + sku.charAt(last - 1);
    }

    private List<Upload> taobao(int orders) {
        StringBuilder list = new StringBuilder("订单编号,订单状态,买家留言,收货人姓名,收货地址,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,宝贝总数量,修改后的收货地址\n");
        StringBuilder detail = new StringBuilder("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n");
        for (int i = 0; i < orders; i++) {
            String number = "\"=\"\"31415926536" + (58900000 + i * 37) + "\"\"\"";
            Address to = buyers.next("CN");
            Variant variant = any();
            String own = i % 6 == 5 ? OWN_NAMES.get(i / 6 % OWN_NAMES.size()) : null;
            String title = own == null ? "【自营】" + variant.productTitle().replace(",", " ") + " 包邮" : own;
            list.append(number).append(",\"买家已付款，等待卖家发货\",").append(i % 4 == 0 ? "null" : "").append(',').append(to.name()).append(",\"")
                    .append(to.province()).append(' ').append(to.city()).append(' ').append(to.district()).append(' ').append(to.street())
                    .append("(000000)\",,'").append(to.phone()).append(',').append(day).append(" 08:00:00,").append(day).append(" 08:01:00,\"")
                    .append(title).append("\",1,1,\n");
            detail.append(number).append(",\"").append(title).append("\",").append(own == null ? variant.retail().major().toPlainString() : "")
                    .append(",1,").append(own == null ? variant.sku() : "").append(",,,,\"买家已付款，等待卖家发货\",")
                    .append(own == null ? variant.sku() : "").append('\n');
        }
        return List.of(new Upload("ExportOrderList.csv", list.toString().getBytes(GBK), ""),
                new Upload("ExportOrderDetailList.csv", detail.toString().getBytes(GBK), ""));
    }

    private byte[] pinduoduo(int orders) {
        StringBuilder file = new StringBuilder("\uFEFF订单号,订单状态,商品,商品规格,商家编码-规格维度,商品数量(件),商品总价(元),售后状态,收货人,手机,省,市,区,街道,承诺发货时间\n");
        for (int i = 0; i < orders; i++) {
            Variant variant = any();
            Address to = buyers.next("CN");
            boolean hidden = i % 3 != 2;
            file.append(day.toString().substring(2).replace("-", "")).append("-0000000").append(10_000_000 + i * 7919).append(",待发货,")
                    .append(variant.productTitle().replace(",", " ")).append(",无规格,").append(variant.sku()).append(",1,")
                    .append(variant.retail().major().toPlainString()).append(',').append(i == 9 ? "售后处理中" : "无售后或售后取消").append(',')
                    .append(hidden ? to.name().charAt(0) + "**" : to.name()).append(',').append(hidden ? "138****" + to.phone().substring(7) : to.phone())
                    .append(',').append(to.province()).append(',').append(to.city()).append(',').append(to.district()).append(',')
                    .append(hidden ? "~AgAAAAK" + (100_000 + random.nextInt(800_000)) + "=~" : to.street()).append(',')
                    .append(day.plusDays(1)).append(" 18:00:00\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] alibaba(int orders) {
        StringBuilder file = new StringBuilder("订单编号,买家公司名,订单状态,订单创建时间,订单付款时间,收货人姓名,收货地址,邮编,联系电话,联系手机,货品标题,单价(元),数量,单位,货号,单品货号,买家留言,物流公司运单号\n");
        for (int i = 0; i < orders; i++) {
            Address to = buyers.next("CN");
            for (int line = 0; line < 1 + i % 2; line++) {
                Variant variant = any();
                if (line == 0) {
                    file.append("26010000").append(31_000_000_000L + i * 13).append(",,").append(i == 5 ? "交易关闭" : "等待卖家发货").append(',').append(day)
                            .append(" 07:30:00,").append(day).append(" 07:31:00,").append(to.name()).append(',').append(to.province()).append(' ')
                            .append(to.city()).append(' ').append(to.district()).append(' ').append(to.street()).append(",000000,,")
                            .append(to.phone()).append(i == 3 ? "转8012" : "").append(',');
                } else {
                    file.append(",,,,,,,,,,");
                }
                file.append(variant.productTitle().replace(",", " ")).append(",,1,件,,").append(variant.sku()).append(",,\n");
            }
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }
}
