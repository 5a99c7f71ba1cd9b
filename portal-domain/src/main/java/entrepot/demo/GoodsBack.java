package entrepot.demo;

import entrepot.aftersales.Judgement;
import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.Receipt;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.Returns;
import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Pieces;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.tracking.Verdict;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** What buyers give back: one to be decided, one that came back to another warehouse, some long after all was settled and paid. */
@Dependent
class GoodsBack {

    private static final int KNOWN = 200;
    private static final int PAGES_MAX = 40;
    /** So many old ones that a month's commission is not enough. */
    private static final int LATE = 4;

    @Inject
    private Returns returns;

    @Inject
    private Consignments consignments;

    @Inject
    private Accruals accruals;

    @Inject
    private Warehouses warehouses;

    /** A member asks; nobody has decided. @return the return's code */
    Optional<String> toDecide(Stage stage) {
        return delivered(stage).stream().findFirst().map(consignment -> open(stage, consignment, ReturnReason.WRONG_SIZE,
                chinese(stage) ? "买家尺码拍小了，吊牌完整" : "A size too small, tags are on"));
    }

    /** A dealer shipped it, and it came back to central: headquarters keeps goods and debt. @return the return's code */
    Optional<String> elsewhere(Stage stage) {
        Actor manager = stage.as("manager");
        Warehouse central = central(manager);
        return delivered(stage).stream().filter(c -> c.dealer() != null).skip(1).findFirst().map(consignment -> {
            String code = open(stage, consignment, ReturnReason.DEFECT, chinese(stage) ? "拉链坏了，有照片" : "The zip is broken");
            String why = chinese(stage) ? "质量问题，退回中央仓，运费我方承担" : "Faulty: back to central, the way is on us";
            returns.approve(manager, code, new Judgement(Verdict.Bearer.HEADQUARTERS, central.code(), null, null, null, List.of(), why));
            returns.receive(manager, code, new Receipt(central.code(), true, List.of(), chinese(stage) ? "待质检" : "To be looked at"));
            return code;
        });
    }

    /** Goods of which the commission was settled and paid long ago are paid back: what was earned on them goes back from the next month. @return the last return's code */
    Optional<String> afterPayout(Stage stage) {
        List<Accrual> old = oldest(stage);
        Map<OrganisationId, List<Accrual>> byEarner = old.stream().filter(a -> a.state() == Accrual.State.DUE && a.reversed().isZero())
                .collect(Collectors.groupingBy(Accrual::earned));
        return byEarner.values().stream().max((one, other) -> Integer.compare(one.size(), other.size())).map(theirs -> {
            String last = null;
            for (String code : theirs.stream().map(Accrual::consignment).distinct().limit(LATE).toList()) {
                Consignment consignment = consignments.get(stage.system(), code);
                last = open(stage, consignment, ReturnReason.NOT_AS_DESCRIBED, chinese(stage) ? "颜色与页面不符，协商后退款" : "Another colour than shown");
                returns.approve(stage.as("manager"), last, new Judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null, List.of(),
                        chinese(stage) ? "超期协商退款，买家保留商品" : "Settled late: the buyer keeps the goods"));
            }
            return last;
        });
    }

    /** A member that changed its mind, one that headquarters refused, one of which the goods are on their way back, and goods that came back to each dealer that had shipped them. */
    void ended(Stage stage, String seller, List<String> dealers) {
        Actor manager = stage.as("manager");
        List<Consignment> theirs = delivered(stage).stream().filter(c -> c.seller().equals(stage.as(seller).organisation())).toList();
        theirs.stream().findFirst().ifPresent(consignment -> returns.withdraw(stage.as(seller), open(stage, consignment, ReturnReason.DISLIKE,
                chinese(stage) ? "颜色不喜欢" : "Another colour was hoped for"), chinese(stage) ? "买家决定留下" : "The buyer keeps it"));
        theirs.stream().skip(1).findFirst().ifPresent(consignment -> returns.reject(manager, open(stage, consignment, ReturnReason.OTHER,
                chinese(stage) ? "买家称已使用后不需要" : "Used, and not needed any more"), chinese(stage) ? "已使用，影响二次销售" : "It was used and cannot be sold again"));
        theirs.stream().skip(2).findFirst().ifPresent(consignment -> {
            String code = open(stage, consignment, ReturnReason.DEFECT, chinese(stage) ? "拉链卡住，有照片" : "The zip is stuck");
            returns.approve(manager, code, new Judgement(Verdict.Bearer.HEADQUARTERS, central(manager).code(), null, null, null, List.of(),
                    chinese(stage) ? "质量问题，退回中央仓" : "Faulty: back to central"));
            returns.sent(stage.as(seller), code, chinese(stage) ? "shunfeng" : "royalmail", chinese(stage) ? "SF7700001200345" : "AB123456789GB");
        });
        List<Consignment> delivered = delivered(stage);
        for (String login : dealers) {
            Actor dealer = stage.as(login);
            delivered.stream().filter(c -> dealer.organisation().equals(c.dealer())).findFirst().ifPresent(consignment -> {
                String house = warehouses.list(dealer).get(0).code();
                String code = open(stage, consignment, ReturnReason.WRONG_ITEM, chinese(stage) ? "发错颜色" : "The wrong colour came");
                returns.approve(stage.as("manager"), code, new Judgement(Verdict.Bearer.DEALER, house, null, null, null, List.of(),
                        chinese(stage) ? "经销商发错货" : "The dealer packed the wrong one"));
                returns.receive(dealer, code, new Receipt(house, false, List.of(), ""));
                returns.refund(stage.as("manager"), code);
            });
        }
    }

    /** The buyer of a consignment that arrived is paid back and keeps the goods. @return whether there was something to be paid back */
    boolean paidBack(Stage stage, String consignment) {
        Consignment one = consignments.get(stage.system(), consignment);
        if (one.state() != ConsignmentState.DELIVERED || returns.left(stage.system(), consignment).stream().noneMatch(l -> l.left() > 0)) {
            return false;
        }
        returns.approve(stage.as("manager"), open(stage, one, ReturnReason.DEFECT, "拉链开线，有照片"), new Judgement(Verdict.Bearer.HEADQUARTERS, null, null, null,
                null, List.of(), "质量问题，买家保留商品，全额退款"));
        return true;
    }

    private List<Accrual> oldest(Stage stage) {
        String after = null;
        List<Accrual> last = List.of();
        for (int page = 0; page < PAGES_MAX; page++) {
            List<Accrual> next = accruals.list(stage.system(), Accrual.State.DUE, after, KNOWN);
            if (next.isEmpty()) {
                break;
            }
            last = next;
            after = next.get(next.size() - 1).code();
        }
        return last;
    }

    private Warehouse central(Actor manager) {
        return warehouses.list(manager).stream().filter(Warehouse::central).findFirst().orElseThrow();
    }

    private List<Consignment> delivered(Stage stage) {
        return consignments.list(stage.as("manager"), new ConsignmentFilter(Set.of(ConsignmentState.DELIVERED), null, true), null, KNOWN).stream()
                .filter(c -> returns.left(stage.system(), c.code()).stream().anyMatch(l -> l.left() > 0)).toList();
    }

    private String open(Stage stage, Consignment consignment, ReturnReason reason, String text) {
        return returns.open(stage.as("manager"), new OpenReturn(consignment.code(), reason, returns.left(stage.system(), consignment.code()).stream()
                .filter(l -> l.left() > 0).map(l -> new Pieces(l.line(), l.left())).toList(), text,
                reason == ReturnReason.DEFECT || reason == ReturnReason.WRONG_ITEM ? List.of(Proof.of("goods.png", picture(reason))) : List.of())).code();
    }

    /** A bag with its zip open, or in another colour: nothing but shapes, so that a machine without fonts can draw it, too. */
    private static byte[] picture(ReturnReason reason) {
        BufferedImage picture = new BufferedImage(480, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(new Color(0xe9e4da));
        canvas.fillRect(0, 0, 480, 360);
        canvas.setColor(new Color(reason == ReturnReason.DEFECT ? 0x4d6b53 : 0x9a4b36));
        canvas.fillRoundRect(120, 60, 240, 250, 60, 60);
        canvas.setColor(new Color(0x2b2b2b));
        canvas.fillRect(150, 150, 180, 6);
        if (reason == ReturnReason.DEFECT) {
            canvas.fillOval(215, 150, 90, 40);
        }
        canvas.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    private static boolean chinese(Stage stage) {
        return stage.tenant().country().equals("CN");
    }
}
