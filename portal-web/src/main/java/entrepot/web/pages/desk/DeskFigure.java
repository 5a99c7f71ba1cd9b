package entrepot.web.pages.desk;

/** A figure of a desk in the person's words; {@code note} may be empty, {@code href} null where there is no list behind it. */
public record DeskFigure(String label, String value, String note, String href) {
}
