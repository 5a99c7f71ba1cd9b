package entrepot.web.pages.plans;

import entrepot.commission.Bonus;
import entrepot.web.pages.frame.TypedNumber;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The fields of one bonus' card. Prizes are written by place as {@code 500; 300; 1%}. */
public final class BonusFields {

    private String code;
    private Bonus.Kind kind;
    private Bonus.Measure measure;
    private Bonus.Each each;
    private BigDecimal least;
    private String prizes;
    private Bonus.Ties ties;

    BonusFields(Bonus bonus) {
        code = bonus.code();
        kind = bonus.kind();
        measure = bonus.measure();
        each = bonus.each();
        least = bonus.least();
        ties = bonus.ties();
        prizes = bonus.prizes().stream().map(prize -> prize.fixed() != null ? TypedNumber.written(prize.fixed()) : TypedNumber.written(prize.percent()) + "%")
                .collect(Collectors.joining("; "));
    }

    Bonus bonus() {
        return new Bonus(code == null ? "" : code.strip(), kind, measure, each, least == null ? BigDecimal.ZERO : least, Arrays.stream((prizes == null ? "" : prizes)
                .split("[;；\\n]")).map(String::strip).filter(prize -> !prize.isEmpty()).map(prize -> prize.endsWith("%")
                        ? new Bonus.Prize(null, RuleFields.number(prize)) : new Bonus.Prize(RuleFields.number(prize), null)).toList(), ties);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Bonus.Kind getKind() {
        return kind;
    }

    public void setKind(Bonus.Kind kind) {
        this.kind = kind;
    }

    public Bonus.Measure getMeasure() {
        return measure;
    }

    public void setMeasure(Bonus.Measure measure) {
        this.measure = measure;
    }

    public Bonus.Each getEach() {
        return each;
    }

    public void setEach(Bonus.Each each) {
        this.each = each;
    }

    public BigDecimal getLeast() {
        return least;
    }

    public void setLeast(BigDecimal least) {
        this.least = least;
    }

    public String getPrizes() {
        return prizes;
    }

    public void setPrizes(String prizes) {
        this.prizes = prizes;
    }

    public Bonus.Ties getTies() {
        return ties;
    }

    public void setTies(Bonus.Ties ties) {
        this.ties = ties;
    }
}
