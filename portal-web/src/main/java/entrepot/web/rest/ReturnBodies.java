package entrepot.web.rest;

import entrepot.aftersales.AfterSalesProblem;
import entrepot.aftersales.Effect;
import entrepot.aftersales.Judgement;
import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.Receipt;
import entrepot.aftersales.Return;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.ReturnState;
import entrepot.aftersales.Returns;
import entrepot.fulfilment.Pieces;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.files.Proof;
import entrepot.tracking.Verdict;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** What goes in and out about returns: the same for agents, dealers and headquarters, each with what it may see. */
public final class ReturnBodies {

    private ReturnBodies() {
    }

    /** The verdict that was sent. @throws Problem FIELD_MISSING where there is none */
    public static Judgement judgement(Body<NewVerdict> body) {
        return Body.required(body, "bearer").judgement();
    }

    /** So many pieces of a consignment's line. */
    public record SomePieces(Integer line, Integer quantity) {
    }

    /** A photo (JPEG, PNG) or PDF; {@code content} is Base64. */
    public record NewPhoto(String name, String content) {

        private Proof proof() {
            if (content == null) {
                throw Problem.missing("content");
            }
            try {
                return Proof.of(name, Base64.getDecoder().decode(content));
            } catch (IllegalArgumentException wrong) {
                throw Problem.invalid("content", name);
            }
        }
    }

    /** Photos that are shown later. */
    public record NewPhotos(List<NewPhoto> photos) {

        List<Proof> proofs() {
            if (photos == null || photos.isEmpty()) {
                throw Problem.missing("photos");
            }
            return ReturnBodies.proofs(photos);
        }
    }

    /** A buyer gives goods of a delivered consignment back. @param consignment its code @param photos what shows it; may be left out */
    public record NewReturn(String consignment, ReturnReason reason, List<SomePieces> lines, String text, List<NewPhoto> photos) {

        OpenReturn command() {
            if (consignment == null) {
                throw Problem.missing("consignment");
            }
            return new OpenReturn(consignment, reason, pieces(lines), text, proofs(photos));
        }
    }

    /** The verdict. @param warehouse where the goods come back, by its code; absent where the buyer keeps them @param reductions lines of which only a part of the price is paid back */
    public record NewVerdict(Verdict.Bearer bearer, String warehouse, Money freight, Money returnFreight, Money compensation, List<Less> reductions, String reason) {

        Judgement judgement() {
            return new Judgement(bearer, warehouse, freight, returnFreight, compensation, Body.each("reductions", reductions).stream().map(less -> {
                if (less.line() == null || less.amount() == null) {
                    throw Problem.missing("line");
                }
                return new Judgement.Reduction(less.line(), less.amount());
            }).toList(), reason == null ? "" : reason);
        }
    }

    /** A part of a line's price. */
    public record Less(Integer line, Money amount) {
    }

    /** Goods that came. @param lines all that was expected where absent */
    public record NewReceipt(String warehouse, Boolean held, List<SomePieces> lines, String text) {

        Receipt receipt() {
            if (warehouse == null) {
                throw Problem.missing("warehouse");
            }
            return new Receipt(warehouse, Boolean.TRUE.equals(held), pieces(lines), text);
        }
    }

    /** How it was sent. */
    public record NewParcel(String carrier, String number) {
    }

    /** A return as its reader may see it. @param waiting whether a second person has to agree first */
    public record Answer(String code, ReturnState state, ReturnReason reason, String text, String order, String consignment, String subShop, Instant deliveredAt,
                         Instant openedAt, VerdictAnswer verdict, Return.Sent sent, ReceiptAnswer receipt, Effect effect, Instant refundedAt, boolean waiting,
                         List<Return.Line> lines, List<Return.Photo> photos) {

        public static Answer of(Return of) {
            Return.Passed verdict = of.verdict();
            Return.Came came = of.receipt();
            return new Answer(of.code(), of.state(), of.reason(), of.text(), of.order(), of.consignment(), of.subShopName(), of.deliveredAt(), of.openedAt(),
                    verdict == null ? null : new VerdictAnswer(verdict.bearer(), verdict.warehouse(), verdict.freight(), verdict.returnFreight(),
                            verdict.compensation(), verdict.why(), verdict.at()),
                    of.sent(), came == null ? null : new ReceiptAnswer(came.warehouse(), came.held(), came.text(), came.at()), of.effect(), of.refundedAt(),
                    of.waits() != null, of.lines(), of.photos());
        }
    }

    public record VerdictAnswer(Verdict.Bearer bearer, String warehouse, Money freight, Money returnFreight, Money compensation, String reason, Instant at) {
    }

    public record ReceiptAnswer(String warehouse, boolean held, String text, Instant at) {
    }

    private static List<Proof> proofs(List<NewPhoto> photos) {
        if (photos != null && photos.size() > Returns.PHOTOS_MAX) {
            throw new Problem(AfterSalesProblem.RETURN_PHOTOS).with("max", Returns.PHOTOS_MAX);
        }
        return Body.each("photos", photos).stream().map(NewPhoto::proof).toList();
    }

    private static List<Pieces> pieces(List<SomePieces> lines) {
        return Body.each("lines", lines).stream().map(p -> {
            if (p.line() == null || p.quantity() == null) {
                throw Problem.missing("line");
            }
            return new Pieces(p.line(), p.quantity());
        }).toList();
    }
}
