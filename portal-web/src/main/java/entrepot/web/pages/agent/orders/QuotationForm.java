package entrepot.web.pages.agent.orders;

import java.io.Serializable;
import java.math.BigDecimal;

/** One line of a request for a quote, or of its answer, as it is typed. */
public class QuotationForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String sku;
    private String text;
    private Integer quantity = 1;
    private BigDecimal unit;

    public QuotationForm() {
    }

    public QuotationForm(String sku, String text, int quantity) {
        this.sku = sku;
        this.text = text;
        this.quantity = quantity;
    }

    public boolean isEmpty() {
        return (sku == null || sku.isBlank()) && (text == null || text.isBlank());
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Integer getQuantity() {
        return quantity;
    }

    public void setQuantity(Integer quantity) {
        this.quantity = quantity;
    }

    public BigDecimal getUnit() {
        return unit;
    }

    public void setUnit(BigDecimal unit) {
        this.unit = unit;
    }
}
