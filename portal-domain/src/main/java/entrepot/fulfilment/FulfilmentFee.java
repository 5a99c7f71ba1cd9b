package entrepot.fulfilment;

import entrepot.kernel.Money;
import java.math.BigDecimal;

/**
 * What a dealer earns for shipping: so much a parcel and so much a piece (DEFAULTS: 3.00 and 0.50; in pounds 1.00
 * and 0.10). Pure.
 */
public record FulfilmentFee(Money perParcel, Money perPiece) {

    public static FulfilmentFee of(String currency) {
        boolean pounds = currency.equals("GBP");
        return new FulfilmentFee(Money.parse(new BigDecimal(pounds ? "1.00" : "3.00"), currency),
                Money.parse(new BigDecimal(pounds ? "0.10" : "0.50"), currency));
    }

    public Money on(int parcels, int pieces) {
        return perParcel.times(parcels).plus(perPiece.times(pieces));
    }
}
