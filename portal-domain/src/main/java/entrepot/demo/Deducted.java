package entrepot.demo;

import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.ProposeDeduction;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;

/** What is taken from members' commission: one that a member may contest, one that waits for a second person, and some that were given back. */
@Dependent
class Deducted {

    private record Appeal(Deduction.Kind kind, String amount, String reason, String appeal, String judgement) {
    }

    private static final List<Appeal> CHINESE = List.of(
            new Appeal(Deduction.Kind.COMPLAINT, "10.00", "买家投诉客服态度差", "聊天记录显示不是我们的客服", "核对聊天记录，非该店客服，退回扣款"),
            new Appeal(Deduction.Kind.COMPLAINT, "25.00", "买家反映帐篷外袋有污渍", "出库照片显示包装完好，污渍应为途中造成", "出库照片清晰，改由快递公司承担，退回扣款"),
            new Appeal(Deduction.Kind.OTHER, "18.00", "发货单未附售后卡", "该批商品由总部直接装箱，我们未拆封", "与中心仓核实，属总部装箱，退回扣款"),
            new Appeal(Deduction.Kind.COMPLAINT, "32.50", "买家投诉错发颜色", "订单写明黑色，发出的也是黑色", "订单与面单一致，投诉不成立，退回扣款"),
            new Appeal(Deduction.Kind.COMPLAINT, "12.00", "买家投诉物流三天无更新", "包裹当天已交快递，有揽收记录", "揽收记录属实，延误在途中，退回扣款"),
            new Appeal(Deduction.Kind.PRICE_BREACH, "40.00", "线下活动标价低于限价", "活动价经总部市场部书面同意", "市场部确认已批准，退回扣款"),
            new Appeal(Deduction.Kind.COMPLAINT, "15.80", "买家称少发一副登山杖", "称重记录与整单重量相符", "出库重量相符，买家随后找到，退回扣款"),
            new Appeal(Deduction.Kind.OTHER, "20.00", "盘点表迟交一天", "当日系统维护，次日上午已补交", "系统维护属实，不计迟交，退回扣款"),
            new Appeal(Deduction.Kind.COMPLAINT, "28.00", "买家投诉睡袋拉链损坏", "质检记录显示出库前拉链正常", "厂家确认为同批次缺陷，由供应商承担，退回扣款"),
            new Appeal(Deduction.Kind.OTHER, "16.00", "退货未在两天内登记", "退件周日送达，周一已登记", "按工作日计算未超时，退回扣款"));

    private static final List<Appeal> ENGLISH = List.of(
            new Appeal(Deduction.Kind.COMPLAINT, "10.00", "A buyer complained of a rude answer", "The chat shows that it was not our shop", "The chat is another shop's: given back"),
            new Appeal(Deduction.Kind.COMPLAINT, "14.50", "The box arrived crushed", "Our photo at handover shows it whole", "Damaged on the way: the carrier bears it, given back"),
            new Appeal(Deduction.Kind.OTHER, "8.00", "A count was handed in a day late", "The portal was being maintained that evening", "True: not counted as late, given back"),
            new Appeal(Deduction.Kind.COMPLAINT, "12.00", "The buyer says one glove was missing", "The parcel's weight is that of the pair", "The weight is right and the buyer found it: given back"),
            new Appeal(Deduction.Kind.PRICE_BREACH, "20.00", "A market stall sold below the band", "Marketing agreed to that price in writing", "Agreed indeed: given back"));

    @Inject
    private Deductions deductions;

    @Inject
    private Organisations organisations;

    /** Taken from the first member; entered for the second and not decided. */
    void some(Stage stage, String taken, String waiting) {
        deductions.approve(stage.as("checker"), enter(stage, taken, Deduction.Kind.PRICE_BREACH, "15.00",
                chinese(stage) ? "店铺售价低于限价，三天未改" : "Sold below the band for three days"));
        enter(stage, waiting, Deduction.Kind.COMPLAINT, "20.00", chinese(stage) ? "客服三天未回复买家，投诉成立" : "A buyer waited three days for an answer");
    }

    /** Taken, contested and given back: each time another one. @param nth of them */
    void givenBack(Stage stage, String login, int nth) {
        List<Appeal> told = chinese(stage) ? CHINESE : ENGLISH;
        Appeal story = told.get(nth % told.size());
        String code = enter(stage, login, story.kind(), story.amount(), story.reason());
        deductions.approve(stage.as("checker"), code);
        deductions.appeal(stage.as(login), code, story.appeal());
        deductions.judge(stage.as("checker"), code, true, story.judgement());
    }

    private String enter(Stage stage, String login, Deduction.Kind kind, String amount, String reason) {
        Actor finance = stage.as("finance");
        return deductions.propose(finance, new ProposeDeduction(organisations.get(finance, stage.as(login).organisation()).code(), kind, reason,
                Money.parse(new BigDecimal(amount), stage.tenant().currency()), null, null));
    }

    private static boolean chinese(Stage stage) {
        return "CN".equals(stage.tenant().country());
    }
}
