package entrepot.feed;

/**
 * What becomes of one row.
 *
 * @param line        the line of the file
 * @param sku         the one it has or was given
 * @param name        title and options
 * @param remark      null where there is nothing to say
 * @param detail      what the remark is about: the other line, the value
 * @param priceBefore the retail price in force, for PRICE_CHANGE
 */
public record ImportRow(long line, String handle, String sku, String name, RowOutcome outcome, RowRemark remark,
                        String detail, String priceBefore, String priceAfter) {
}
