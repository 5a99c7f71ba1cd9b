package entrepot.web.pages.finance.bank;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.MatchKind;
import entrepot.bank.Proposed;
import entrepot.ledger.PostingKey;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** One movement at the bank: what it says, what it probably is, and what somebody said that it is. */
@Named
@ViewScoped
public class BankLinePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private MatchKind as;
    private String target;
    private String member;
    private String reason;
    private BankLine line;
    private Proposed proposed;
    private List<PostingKey> postings;
    private Proposal reopening;
    private String why;
    private String verdict;

    public void load() {
        if (line != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        line = lines.get(actor.get(), code);
        if (line.state() == BankLine.State.OPEN) {
            proposed = lines.proposed(actor.get(), code);
        } else {
            postings = lines.postings(actor.get(), code);
            reopening = lines.reopening(actor.get(), code);
        }
    }

    public String accept() {
        return choose(getProposed());
    }

    public String choose(Proposed one) {
        return done(new BankLines.Settle(one.kind(), one.target(), one.kind() == MatchKind.BOUNCED ? getLine().text() : ""));
    }

    public String settle() {
        return done(new BankLines.Settle(as, as == MatchKind.MEMBER ? member : target, reason));
    }

    public String reopen() {
        lines.proposeReopen(actor.get(), getLine().code(), why);
        return here("bank.reopen.proposed-done");
    }

    public String approve() {
        lines.approveReopen(actor.get(), getLine().code());
        return here("bank.reopen.approved");
    }

    public String reject() {
        lines.rejectReopen(actor.get(), getLine().code(), verdict);
        return here("bank.reopen.rejected");
    }

    private String here(String key) {
        return Done.to("/finance/bank/movement?code=" + line.code(), key, "code", line.code());
    }

    private String done(BankLines.Settle settle) {
        BankLine settled = lines.settle(actor.get(), getLine().code(), settle);
        return Done.to("/finance/bank/movement?code=" + settled.code(), "bank.settled-done", "code", settled.code());
    }

    public BankLine getLine() {
        load();
        return line;
    }

    public Proposed getProposed() {
        load();
        return proposed;
    }

    public List<PostingKey> getPostings() {
        return postings;
    }

    public boolean isOpen() {
        return getLine().state() == BankLine.State.OPEN;
    }

    public boolean isMatchable() {
        return isOpen() && actor.may(BankPermission.MATCH);
    }

    public boolean isAcceptable() {
        return isMatchable() && proposed.confidence() != Proposed.Confidence.NONE && proposed.confidence() != Proposed.Confidence.ASK;
    }

    public boolean isReopenable() {
        return !isOpen() && actor.may(BankPermission.PROPOSE) && reopening == null && line.settledAs().isReversible();
    }

    /** That it shall be opened again; null where nobody has said so. */
    public Proposal getReopening() {
        load();
        return reopening;
    }

    public boolean isOwn() {
        return getReopening() != null && reopening.madeBy(actor.get());
    }

    public boolean isDecidable() {
        return getReopening() != null && actor.may(BankPermission.APPROVE) && !isOwn();
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }

    /** Whether it would be credited with another amount than was reported. */
    public boolean isOtherAmount() {
        return proposed != null && proposed.kind() == MatchKind.TOP_UP && !proposed.amount().equals(line.amount());
    }

    /** What a line of this direction can be. */
    public List<MatchKind> getKinds() {
        return Arrays.stream(MatchKind.values()).filter(kind -> kind.fits(getLine().isIncoming())).toList();
    }

    /** Whether a member has to be named for what is chosen. */
    public boolean isMemberAsked() {
        return chosen() == MatchKind.MEMBER;
    }

    /** Whether the number of something has to be named for what is chosen. */
    public boolean isTargetAsked() {
        MatchKind kind = chosen();
        return kind != MatchKind.MEMBER && kind.isNamed();
    }

    private MatchKind chosen() {
        // what is sent decides which fields are read, before the form is
        String sent = request.getParameter("else:as");
        return sent == null ? as == null ? getKinds().get(0) : as : getKinds().stream().filter(kind -> kind.name().equals(sent)).findFirst().orElse(getKinds().get(0));
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public MatchKind getAs() {
        return as;
    }

    public void setAs(MatchKind as) {
        this.as = as;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
