package entrepot.demo;

/**
 * Something in the demonstration that is worth a look, ready to be tried.
 *
 * @param name    what it is; the pages have its words
 * @param login   who should sign in to see it
 * @param address the page on which it stands, from the root
 */
public record ReadyCase(Name name, String login, String address) {

    /** The cases, in the order in which a stranger may try them. */
    public enum Name {
        /** A day's orders in several files, checked and not yet placed. */
        LISTS_WAIT,
        /** Rows of a file that need repair, to be corrected in the page. */
        ROWS_TO_REPAIR,
        /** What a shop calls things that nobody has explained yet. */
        THINGS_TO_EXPLAIN,
        /** Orders whose platform hides the buyer: they wait for their labels. */
        HIDDEN_BUYERS,
        /** Tracking numbers that the shops were not told yet. */
        NUMBERS_BACK,
        /** A file that was placed until the wallet was empty, and the transfer that will pay for the rest. */
        WALLET_RUNS_DRY,
        /** Offers that a dealer has to answer in time. */
        OFFERS_WAIT,
        /** An order that its first dealer declined and another one got. */
        PASSED_ON,
        /** A company that wants to join. */
        APPLICATION_WAITS,
        /** A price list that a second person has to approve. */
        PRICES_WAIT,
        /** Goods of which each costs less, the more of them are ordered. */
        BULK_PRICES,
        /** A member who leaves: nothing new, what is under way goes on. */
        LEAVER,
        /** A member from whom more was taken back than it earned. */
        NEGATIVE_BALANCE,
        /** A dealer counted fewer of headquarters' goods than the books say. */
        STOCK_DIFFERS,
        /** A count of headquarters' goods at a dealer's that a second person confirms. */
        COUNT_DIFFERS,
        /** Goods on their way from central to a dealer. */
        GOODS_ARRIVE,
        /** Goods set apart for their quality, some to be written off. */
        GOODS_APART,
        /** Alarms, with what to ask for. */
        STOCK_SHORT,
        /** A variant that is sold before it is there. */
        PRESALE,
        /** A dealer who has not confirmed its stock for days. */
        STALE_DEALER,
        /** Transfers that members say they have made. */
        TRANSFERS_WAIT,
        /** Money at the bank that nobody knows. */
        TRANSFER_UNKNOWN,
        /** A bank's statement of which some lines are still open, each with a proposal. */
        STATEMENT_HALF_MATCHED,
        /** A provider that repeats, delays and forges what it is told to. */
        PAY_ONLINE,
        /** A webhook whose receiver is away. */
        WEBHOOK_FAILS,
        /** Routing rules in a draft, tried out on last month's orders. */
        RULES_TRIED,
        /** A sale that begins in some days. */
        PEAK_AHEAD,
        /** What a dealer was given and what not, and the days on which it closes. */
        SHARE_SEEN,
        /** A sub-shop in which somebody practises. */
        PRACTICE_SHOP,
        /** A dealer took a part of an offer; the rest has gone to another. */
        PART_ACCEPTED,
        /** Goods of an order that nobody can ship: other goods, waiting or the money. */
        OUT_OF_STOCK,
        /** A dealer says that a fine is wrong. */
        SCORE_CONTESTED,
        /** Accepted consignments to be picked and packed. */
        TO_PACK,
        /** A parcel that its buyer refused: where do the goods go, who bears it? */
        PARCEL_REFUSED,
        /** A parcel that a carrier lost, paid back and claimed. */
        PARCEL_LOST,
        /** A buyer wants to give goods back: who bears it? */
        RETURN_TO_DECIDE,
        /** Goods that a dealer shipped came back to central. */
        RETURN_ELSEWHERE,
        /** A commission plan with what it would have cost last month. */
        PLAN_TO_APPROVE,
        /** Prizes of the month, with every number that they came from. */
        BONUS_WON,
        /** A deduction from commission that a second person decides; another one may be contested. */
        DEDUCTION_TO_DECIDE,
        /** A refund long after the commission was settled and paid. */
        RETURN_AFTER_PAYOUT,
        /** A parcel of which nobody has heard for days. */
        PARCEL_SILENT,
        /** A carrier's bill with rows that do not fit. */
        CARRIERS_BILL,
        /** Orders that headquarters looks at before they ship, each for another reason. */
        ORDERS_HELD,
        /** Two orders of one buyer on one day: is the second meant? */
        DUPLICATE_ASKED,
        /** An order whose buyer moved: it ships from elsewhere now. */
        ADDRESS_CHANGED,
        /** Orders that go by themselves after a top-up. */
        ORDERS_WAIT_FOR_FUNDS,
        /** A member asks for a price that no list has. */
        QUOTE_ASKED,
        /** A payout that the bank refused: it waits for another account, or for the next payment day. */
        PAYOUT_FAILED,
        /** A new account of a member, to be verified by somebody at headquarters. */
        ACCOUNT_TO_VERIFY,
        /** An account that was changed yesterday: nothing is paid to it yet. */
        ACCOUNT_RESTS,
        /** A member pays too late: its credit line is blocked, its orders wait. */
        CREDIT_OVERDUE,
        /** A franchise fee that is not paid yet. */
        FEE_OPEN,
        /** A member asks for a tax invoice over what it was supplied. */
        FAPIAO_ASKED,
        /** A member says that a line of its statement is wrong. */
        LINE_DISPUTED,
        /** A statement with a bonus, deductions, commission taken back and an adjustment on it. */
        EVERY_LINE,
        /** The last month, over and ready to be settled. */
        MONTH_TO_SETTLE
    }
}
