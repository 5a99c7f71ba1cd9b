package entrepot.web.pages.desk;

import entrepot.reporting.Desk.Task;

/** One thing to do and the page where it is done. */
public record DeskTask(Task task, String icon, String href) {

    /** The page of each kind of work, from the root. */
    static DeskTask of(Task task) {
        return switch (task.kind()) {
            case FIX_LIST -> to(task, "pi-file-import", "/agent/lists/detail?code=");
            case TOP_UP_WALLET, ORDER_ON_HOLD, ORDER_TO_LEAVE -> to(task, "pi-box", "/agent/orders/detail?code=");
            case ANSWER_OFFER -> to(task, "pi-bell", "/dealer/offers/detail?code=");
            case PACK -> to(task, "pi-box", "/dealer/shipments/detail?code=");
            case SHIP -> to(task, "pi-truck", "/dealer/shipments/detail?code=");
            case DECIDE_APPLICATION -> to(task, "pi-user-plus", "/hq/members/application?code=");
            case APPROVE_PRICES -> to(task, "pi-percentage", "/hq/prices/detail?code=");
            case CONFIRM_COUNT -> to(task, "pi-clipboard", "/hq/stock/difference?code=");
            case PLACE_BY_HAND -> to(task, "pi-exclamation-triangle", "/hq/shipments/detail?code=");
            case PACK_CENTRAL -> to(task, "pi-box", "/hq/shipments/detail?code=");
            case REVIEW_PRODUCT -> to(task, "pi-tag", "/hq/catalogue/detail?handle=");
            case PASS_INVITATION_ON -> new DeskTask(task, "pi-envelope", "/hq/messaging/outbox");
            case CONFIRM_TOP_UP -> to(task, "pi-wallet", "/finance/topups/detail?code=");
            case START_RUN -> new DeskTask(task, "pi-calendar", "/finance/settlements/list");
            case SUBMIT_RUN -> to(task, "pi-send", "/finance/settlements/detail?code=");
            case APPROVE_RUN -> to(task, "pi-verified", "/finance/settlements/detail?code=");
            case APPROVE_PLAN -> to(task, "pi-percentage", "/finance/plans/detail?code=");
            case APPROVE_CREDIT, APPROVE_DEPOSIT -> to(task, "pi-credit-card", "/finance/topups/proposed?code=");
            case APPROVE_LOSS, CHASE_CHARGE -> to(task, "pi-receipt", "/finance/invoices/receivable?code=");
            case NUMBER_INVOICE, NUMBER_RED_LETTER -> to(task, "pi-receipt", "/finance/invoices/request?code=");
            case CHECK_MEMBER_INVOICE -> to(task, "pi-file-check", "/finance/invoices/member-invoice?code=");
            case PAY_CHARGE, HAND_IN_INVOICE -> new DeskTask(task, "pi-receipt", "/agent/wallet/invoices");
            case HAND_IN_INVOICE_DEALER -> new DeskTask(task, "pi-receipt", "/dealer/wallet/invoices");
        };
    }

    private static DeskTask to(Task task, String icon, String page) {
        return new DeskTask(task, icon, page + task.code());
    }
}
