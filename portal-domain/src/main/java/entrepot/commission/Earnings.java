package entrepot.commission;

import entrepot.kernel.Money;

/**
 * An organisation's commission at a glance.
 *
 * @param pending  earned, but its return window is open: the forecast of the next weeks
 * @param due      for the next settlement; negative where more was deducted than earned
 * @param volume   its own supply volume of this month, by which volume rebates step
 */
public record Earnings(Money pending, Money due, Money volume) {
}
