package entrepot.web.pages.finance.ledger;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Books;
import entrepot.ledger.JournalFilter;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What pages about postings and accounts can be asked for in their addresses. */
public abstract class Filtering<T> extends Listing<T> {

    private static final int MEMBERS_MAX = 200;

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;

    private String from;
    private String to;
    private String event;
    private String type;
    private String cause;
    private String member;
    private String kind;
    private String least;
    private String most;
    private String known;
    private List<Organisation> members;
    private boolean refused;

    /** Reads what is asked for. @throws Problem where that cannot be read */
    protected abstract void read();

    /** A filter that cannot be read is refused on its page, which keeps it and shows nothing. */
    @Override
    public final void load() {
        if (!refused) {
            try {
                read();
            } catch (Problem refusal) {
                refused = true;
                show(new Paged<>(List.of(), null));
                FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusals.text(refusal, language.locale()), null));
            }
        }
    }

    public boolean isRefused() {
        return refused;
    }

    /** What of the journal is asked for. */
    protected JournalFilter filter() {
        OrganisationId organisation = Asked.blank(member) ? null : organisations.byCode(actor.get(), member).id();
        String currency = actor.tenant().currency();
        return new JournalFilter(Asked.day("from", from), Asked.day("to", to), Asked.text(event), Asked.text(type), Asked.text(cause), organisation,
                Asked.kind(kind), Asked.typed("amount", least, currency), Asked.typed("amount", most, currency),
                Asked.endOf("to", known, actor.tenant().zone()));
    }

    /** The same as parameters of an address, beginning with an ampersand; for the files of what is shown. */
    public String getQuery() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("event", event);
        parameters.put("type", type);
        parameters.put("cause", cause);
        parameters.put("member", member);
        parameters.put("kind", kind);
        parameters.put("least", least);
        parameters.put("most", most);
        parameters.put("known", known);
        return parameters.entrySet().stream().filter(e -> !Asked.blank(e.getValue()))
                .map(e -> "&" + e.getKey() + "=" + Links.encode(e.getValue())).collect(Collectors.joining());
    }

    public List<Organisation> getMembers() {
        if (members == null) {
            members = organisations.list(actor.get(), null, MEMBERS_MAX);
        }
        return members;
    }

    public List<String> getEvents() {
        return books.events(actor.get());
    }

    public List<String> getTypes() {
        return books.causeTypes(actor.get());
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getEvent() {
        return event;
    }

    public void setEvent(String event) {
        this.event = event;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getCause() {
        return cause;
    }

    public void setCause(String cause) {
        this.cause = cause;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getLeast() {
        return least;
    }

    public void setLeast(String least) {
        this.least = least;
    }

    public String getMost() {
        return most;
    }

    public void setMost(String most) {
        this.most = most;
    }

    public String getKnown() {
        return known;
    }

    public void setKnown(String known) {
        this.known = known;
    }
}
