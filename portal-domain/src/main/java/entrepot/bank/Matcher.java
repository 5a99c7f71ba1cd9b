package entrepot.bank;

import entrepot.bank.Proposed.Confidence;
import entrepot.bank.Proposed.Why;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.wallet.PaymentReference;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says of a line what it probably is. Sure is only what names itself and has the right amount; the same amount alone never is. Decided from records, in
 * the order of how much each sign says. Pure.
 */
final class Matcher {

    /** How long a transfer travels. */
    private static final int DAYS = 5;
    /** A report's number that is shorter says nothing. */
    private static final int NUMBER_MIN = 6;
    private static final int OTHERS_MAX = 10;
    /** No provider takes more. */
    private static final int FEE_MAX_PERCENT = 4;
    private static final Pattern FEES = Pattern.compile("手续费|工本费|账户管理费|年费|汇费|结算费|\\bfees?\\b|\\bcharges?\\b|comisi[oó]n|gasto", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Pattern> PROVIDERS = Map.of("ALIPAY", Pattern.compile("支付宝|alipay", Pattern.CASE_INSENSITIVE), "WECHAT",
            Pattern.compile("财付通|微信|wechat|tenpay", Pattern.CASE_INSENSITIVE), "SIMULATOR", Pattern.compile("simulator|模拟", Pattern.CASE_INSENSITIVE));

    /** What banks may have kept of a transfer on its way. */
    private static final int KEPT_MAX_PERCENT = 1;

    private final Candidates candidates;
    private final Map<String, String> plain = new HashMap<>();
    /** What surer lines have taken already. */
    private final Set<String> taken = new HashSet<>();

    Matcher(Candidates candidates) {
        this.candidates = candidates;
    }

    /** What each of these lines probably is, in their order. What a surer line takes is left to no other. */
    List<Proposed> propose(List<BankLine> lines) {
        Proposed[] found = new Proposed[lines.size()];
        for (Confidence sure : Confidence.values()) {
            for (int i = 0; i < found.length; i++) {
                Proposed now = found[i] == null ? propose(lines.get(i)) : null;
                if (now != null && now.confidence() == sure) {
                    found[i] = take(now);
                }
            }
        }
        for (int i = 0; i < found.length; i++) {
            // less sure since others took theirs
            found[i] = found[i] == null ? take(propose(lines.get(i))) : found[i];
        }
        return List.of(found);
    }

    /** One target for one line: whoever comes later has to be looked at. */
    private Proposed take(Proposed proposed) {
        boolean one = (proposed.confidence() == Confidence.SURE || proposed.confidence() == Confidence.LIKELY) && proposed.kind() != MatchKind.MEMBER
                && !proposed.target().isEmpty();
        return !one || taken.add(proposed.kind() + proposed.target()) ? proposed
                : new Proposed(proposed.kind(), proposed.target(), proposed.organisation(), proposed.amount(), Confidence.ASK, Why.SEVERAL, proposed.named(), proposed.others());
    }

    private boolean free(Candidates.Reported reported) {
        return !taken.contains(MatchKind.TOP_UP + reported.code());
    }

    private boolean free(Candidates.Booked booked) {
        return !taken.contains(MatchKind.BOOKED + booked.key());
    }

    private Proposed propose(BankLine line) {
        return line.isIncoming() ? incoming(line) : outgoing(line);
    }

    private Proposed incoming(BankLine line) {
        String said = said(line);
        Candidates.Out back = named(said, candidates.payouts(), true);
        if (back != null) {
            boolean whole = back.amount().equals(line.amount());
            return new Proposed(MatchKind.PAYOUT_BACK, back.endToEnd(), back.organisation(), back.amount(), whole ? Confidence.SURE : Confidence.ASK,
                    whole ? Why.OUR_NUMBER : Why.OUR_NUMBER_OTHER_AMOUNT, back.endToEnd());
        }
        Proposed booked = bookedByName(line, said);
        if (booked != null) {
            return booked;
        }
        Set<String> references = new LinkedHashSet<>(PaymentReference.in(said));
        references.retainAll(candidates.owners().keySet());
        Set<OrganisationId> owners = references.stream().map(candidates.owners()::get).collect(Collectors.toCollection(LinkedHashSet::new));
        if (owners.size() == 1) {
            return ofMember(line, owners.iterator().next(), references.iterator().next());
        }
        if (owners.size() > 1) {
            return several(line, owners.stream().map(owner -> member(line, owner, Confidence.ASK, Why.REFERENCE_ONLY, "")).toList());
        }
        String plain = number(said);
        List<Candidates.Reported> numbered = candidates.reported().stream().filter(this::free).filter(each -> each.amount().equals(line.amount()))
                .filter(each -> number(each.reference()).length() >= NUMBER_MIN && plain.contains(number(each.reference()))).toList();
        if (numbered.size() == 1) {
            return topUp(numbered.get(0), Confidence.SURE, Why.REPORT_AND_AMOUNT, numbered.get(0).reference());
        }
        OrganisationId payer = line.payerAccount().isEmpty() ? null : candidates.payers().get(line.payerAccount());
        if (payer != null) {
            return likely(line, payer, Why.PAYER_ACCOUNT, line.payerAccount());
        }
        Set<OrganisationId> sameName = candidates.names().getOrDefault(Candidates.plain(line.name()), Set.of());
        if (sameName.size() == 1) {
            return likely(line, sameName.iterator().next(), Why.PAYER_NAME, line.name());
        }
        Proposed handed = handed(line, said);
        if (handed != null) {
            return handed;
        }
        List<Proposed> same = new ArrayList<>(candidates.reported().stream().filter(this::free).filter(each -> each.amount().equals(line.amount()) && near(line, each.on()))
                .map(each -> topUp(each, Confidence.LIKELY, Why.AMOUNT_AND_DAY, "")).toList());
        same.addAll(bookedByAmount(line));
        return oneOf(line, same);
    }

    private Proposed outgoing(BankLine line) {
        String said = said(line);
        Money amount = line.amount().negated();
        Candidates.Out out = named(said, candidates.payouts(), false);
        if (out != null) {
            boolean whole = out.amount().equals(amount);
            return new Proposed(MatchKind.PAYOUT, out.endToEnd(), out.organisation(), out.amount(), whole ? Confidence.SURE : Confidence.ASK,
                    whole ? Why.OUR_NUMBER : Why.OUR_NUMBER_OTHER_AMOUNT, out.endToEnd());
        }
        Candidates.Batch batch = named(said, candidates.batches());
        if (batch != null) {
            boolean whole = batch.amount().equals(amount);
            return new Proposed(MatchKind.PAYOUT_BATCH, batch.code(), null, batch.amount(), whole ? Confidence.SURE : Confidence.ASK,
                    whole ? Why.OUR_NUMBER : Why.OUR_NUMBER_OTHER_AMOUNT, batch.code());
        }
        Proposed booked = bookedByName(line, said);
        if (booked != null) {
            return booked;
        }
        Candidates.Out paid = named(said, candidates.payouts(), true);
        Proposed confirmed = paid == null ? null : candidates.booked().stream().filter(each -> each.causeCode().equals(paid.endToEnd()))
                .filter(each -> each.amount().equals(line.amount())).findFirst()
                .map(each -> new Proposed(MatchKind.BOOKED, each.key(), paid.organisation(), each.amount(), Confidence.SURE, Why.OUR_NUMBER, each.causeCode())).orElse(null);
        if (confirmed != null) {
            return confirmed;
        }
        Candidates.Reported bounced = bounced(line, said, amount);
        if (bounced != null) {
            boolean whole = bounced.amount().equals(amount);
            return new Proposed(MatchKind.BOUNCED, bounced.code(), bounced.organisation(), bounced.amount(), whole ? Confidence.LIKELY : Confidence.ASK,
                    whole ? Why.OUR_NUMBER : Why.OUR_NUMBER_OTHER_AMOUNT, bounced.code());
        }
        if (FEES.matcher(line.text() + " " + line.name()).find()) {
            return new Proposed(MatchKind.FEE, "", null, amount, Confidence.LIKELY, Why.FEE_WORDS, "");
        }
        List<Proposed> same = new ArrayList<>(candidates.payouts().values().stream().distinct().filter(each -> !each.paid() && each.amount().equals(amount))
                .map(each -> new Proposed(MatchKind.PAYOUT, each.endToEnd(), each.organisation(), each.amount(), Confidence.LIKELY, Why.AMOUNT_AND_DAY, "")).toList());
        candidates.batches().values().stream().filter(each -> each.count() > 1 && each.amount().equals(amount))
                .map(each -> new Proposed(MatchKind.PAYOUT_BATCH, each.code(), null, each.amount(), Confidence.LIKELY, Why.AMOUNT_AND_DAY, "")).forEach(same::add);
        same.addAll(bookedByAmount(line));
        return oneOf(line, same);
    }

    /** The reference names the member: its report of that amount, its only other report, or money that it did not report. */
    private Proposed ofMember(BankLine line, OrganisationId owner, String reference) {
        Proposed credited = credited(line, owner, Confidence.SURE, Why.REFERENCE_AND_AMOUNT, reference);
        List<Candidates.Reported> own = reports(owner);
        List<Candidates.Reported> same = own.stream().filter(each -> each.amount().equals(line.amount())).sorted(nearest(line)).toList();
        if (credited != null) {
            return either(line, credited, same, reference);
        }
        if (!same.isEmpty()) {
            // several of the same amount by the same member: whichever is taken, the next line takes the next
            return topUp(same.get(0), Confidence.SURE, Why.REFERENCE_AND_AMOUNT, reference);
        }
        if (own.isEmpty()) {
            return member(line, owner, Confidence.SURE, Why.REFERENCE_ONLY, reference);
        }
        List<Proposed> others = new ArrayList<>(own.stream().sorted(nearest(line)).limit(OTHERS_MAX)
                .map(each -> topUp(each, Confidence.ASK, Why.REFERENCE_OTHER_AMOUNT, reference)).toList());
        others.add(member(line, owner, Confidence.ASK, Why.REFERENCE_ONLY, reference));
        Candidates.Reported first = own.stream().min(nearest(line)).orElseThrow();
        return new Proposed(MatchKind.TOP_UP, first.code(), owner, first.amount(), own.size() == 1 && kept(first.amount(), line.amount()) ? Confidence.LIKELY : Confidence.ASK,
                Why.REFERENCE_OTHER_AMOUNT, reference, others);
    }

    /** Whether no more is missing than banks keep on the way. */
    private static boolean kept(Money reported, Money came) {
        Money missing = reported.minus(came);
        return !missing.isNegative() && missing.times(100).compareTo(reported.times(KEPT_MAX_PERCENT)) <= 0;
    }

    /** Credited by hand before, or one of the reports of that amount that wait: where a report is nearer to the line, nobody but the clerk can tell. */
    private Proposed either(BankLine line, Proposed credited, List<Candidates.Reported> same, String named) {
        long days = candidates.booked().stream().filter(each -> each.key().equals(credited.target())).mapToLong(each -> days(line, each.on())).findFirst().orElse(0);
        if (same.stream().noneMatch(each -> days(line, each.on()) < days)) {
            return credited;
        }
        List<Proposed> all = new ArrayList<>(List.of(credited));
        same.forEach(each -> all.add(topUp(each, Confidence.ASK, Why.REFERENCE_AND_AMOUNT, named)));
        return several(line, all);
    }

    /** Money that was credited to that member before the bank's line came, by hand: it is not credited again. Null where there is none of that amount. */
    private Proposed credited(BankLine line, OrganisationId owner, Confidence confidence, Why why, String named) {
        return candidates.booked().stream().filter(this::free).filter(each -> owner.equals(each.organisation()) && each.amount().equals(line.amount()))
                .min(Comparator.comparing((Candidates.Booked each) -> days(line, each.on())).thenComparing(Candidates.Booked::key))
                .map(each -> new Proposed(MatchKind.BOOKED, each.key(), owner, each.amount(), confidence, why, named)).orElse(null);
    }

    private Proposed likely(BankLine line, OrganisationId owner, Why why, String named) {
        Proposed credited = credited(line, owner, Confidence.LIKELY, why, named);
        List<Candidates.Reported> same = reports(owner).stream().filter(each -> each.amount().equals(line.amount())).sorted(nearest(line)).toList();
        if (credited != null) {
            return either(line, credited, same, named);
        }
        return same.isEmpty() ? member(line, owner, Confidence.LIKELY, why, named) : topUp(same.get(0), Confidence.LIKELY, why, named);
    }

    private List<Candidates.Reported> reports(OrganisationId owner) {
        return candidates.reported().stream().filter(this::free).filter(each -> each.organisation().equals(owner)).toList();
    }

    /** A top-up that the line names, or the latest of that amount by the member whose reference it names. */
    private Candidates.Reported bounced(BankLine line, String said, Money amount) {
        Candidates.Reported named = named(said, candidates.credited());
        if (named != null) {
            return named;
        }
        Set<OrganisationId> owners = PaymentReference.in(said).stream().map(candidates.owners()::get).filter(Objects::nonNull).collect(Collectors.toSet());
        return owners.size() != 1 ? null : candidates.credited().values().stream().filter(each -> owners.contains(each.organisation()) && each.amount().equals(amount))
                .min(nearest(line)).orElse(null);
    }

    private Proposed handed(BankLine line, String said) {
        List<Proposed> fits = new ArrayList<>();
        for (Candidates.Handed handed : candidates.handed()) {
            Money fee = handed.gross().minus(line.amount());
            boolean named = PROVIDERS.get(handed.provider()).matcher(said).find();
            if (handed.usual().equals(line.amount())) {
                fits.add(0, new Proposed(MatchKind.GATEWAY, handed.target(), null, handed.gross(), named ? Confidence.SURE : Confidence.LIKELY, Why.USUAL_FEE,
                        handed.provider()));
            } else if (named && !fee.isNegative() && fee.times(100).compareTo(handed.gross().times(FEE_MAX_PERCENT)) <= 0) {
                fits.add(new Proposed(MatchKind.GATEWAY, handed.target(), null, handed.gross(), Confidence.LIKELY, Why.PROVIDER_NAMED, handed.provider()));
            }
        }
        if (fits.isEmpty()) {
            return null;
        }
        return fits.get(0).why() == Why.USUAL_FEE || fits.size() == 1 ? fits.get(0) : several(line, fits);
    }

    private Proposed bookedByName(BankLine line, String said) {
        String plain = number(said);
        List<Candidates.Booked> found = candidates.booked().stream().filter(this::free).filter(each -> each.amount().equals(line.amount()))
                .filter(each -> named(plain, each.causeCode()) || named(plain, each.note()) || each.note().equals(line.code())).toList();
        return found.size() != 1 ? null
                : new Proposed(MatchKind.BOOKED, found.get(0).key(), null, line.amount(), Confidence.SURE, Why.OUR_NUMBER, found.get(0).causeCode());
    }

    private List<Proposed> bookedByAmount(BankLine line) {
        return candidates.booked().stream().filter(this::free).filter(each -> each.amount().equals(line.amount()) && near(line, each.on())).limit(OTHERS_MAX)
                .map(each -> new Proposed(MatchKind.BOOKED, each.key(), null, each.amount(), Confidence.LIKELY, Why.AMOUNT_AND_DAY, each.causeCode())).toList();
    }

    private boolean named(String plain, String number) {
        String own = number(number);
        return own.length() >= NUMBER_MIN && plain.contains(own);
    }

    /** What of these the line names by its code; null for none or several. A code that another one begins with is that other one. */
    private <T> T named(String said, Map<String, T> byCode) {
        String plain = number(said);
        List<Map.Entry<String, T>> found = byCode.entrySet().stream().filter(each -> plain.contains(number(each.getKey())))
                .sorted(Comparator.comparing(each -> -each.getKey().length())).toList();
        boolean several = found.stream().map(Map.Entry::getValue).distinct().count() > 1;
        if (found.isEmpty() || several && !number(found.get(0).getKey()).startsWith(number(found.get(1).getKey()))) {
            return null;
        }
        return found.get(0).getValue();
    }

    private Candidates.Out named(String said, Map<String, Candidates.Out> payouts, boolean paid) {
        Candidates.Out found = named(said, payouts);
        return found == null || found.paid() != paid ? null : found;
    }

    private static Proposed oneOf(BankLine line, List<Proposed> same) {
        return same.isEmpty() ? Proposed.nothing(line.amount()) : same.size() == 1 ? same.get(0) : several(line, same);
    }

    private static Proposed several(BankLine line, List<Proposed> others) {
        Proposed first = others.get(0);
        return new Proposed(first.kind(), first.target(), first.organisation(), line.amount(), Confidence.ASK, Why.SEVERAL, Integer.toString(others.size()),
                others.stream().limit(OTHERS_MAX).toList());
    }

    private static Proposed topUp(Candidates.Reported reported, Confidence confidence, Why why, String named) {
        return new Proposed(MatchKind.TOP_UP, reported.code(), reported.organisation(), reported.amount(), confidence, why, named);
    }

    private Proposed member(BankLine line, OrganisationId owner, Confidence confidence, Why why, String named) {
        return new Proposed(MatchKind.MEMBER, candidates.codes().getOrDefault(owner, ""), owner, line.amount(), confidence, why, named);
    }

    private static Comparator<Candidates.Reported> nearest(BankLine line) {
        return Comparator.comparing((Candidates.Reported each) -> days(line, each.on())).thenComparing(Candidates.Reported::code);
    }

    private static boolean near(BankLine line, LocalDate on) {
        return days(line, on) <= DAYS;
    }

    private static long days(BankLine line, LocalDate on) {
        return Math.abs(ChronoUnit.DAYS.between(on, line.bookedOn()));
    }

    /** Capitals and digits; worked out once for each text, since many lines are compared with many candidates. */
    private String number(String text) {
        return plain.computeIfAbsent(text, each -> each.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""));
    }

    private static String said(BankLine line) {
        return line.text() + " " + line.endToEnd() + " " + line.servicer() + " " + line.name();
    }
}
