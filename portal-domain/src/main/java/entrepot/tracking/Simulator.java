package entrepot.tracking;

import entrepot.platform.geo.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A carrier that exists on paper: what happened to a parcel by now, from the time it left and its number alone. Numbers
 * that end in {@code 77} are held up, in {@code 88} refused and sent back, in {@code 99} never heard of after the first
 * scan; all others arrive within two days. One that somebody else told to be refused goes back as well. Pure.
 */
final class Simulator {

    private Simulator() {
    }

    /** In the words of the buyer's country. @param refused when it was refused; null where nobody heard that it was */
    static List<Scan> scans(String number, Instant shipped, String from, Address to, Instant refused, Instant now) {
        boolean chinese = to.country().equals("CN");
        String city = to.city().isEmpty() ? to.province() : to.city();
        List<Scan> all = new ArrayList<>();
        all.add(scan(shipped, 3, ParcelState.COLLECTED, chinese ? "快件已揽收" : "We have your parcel", from));
        if (!number.endsWith("99")) {
            all.add(scan(shipped, 12, ParcelState.IN_TRANSIT, chinese ? "快件离开 " + from + " 转运中心" : "Left the hub in " + from, from));
            all.add(scan(shipped, 26, ParcelState.IN_TRANSIT, chinese ? "快件到达 " + city + " 网点" : "Arrived at the depot in " + city, city));
            all.add(scan(shipped, 32, ParcelState.DELIVERING, chinese ? "快递员正在派件" : "Out for delivery", city));
            end(number, shipped, city, chinese, all);
        }
        if (refused != null) {
            all.removeIf(scan -> scan.at().isAfter(refused));
            all.add(back(refused, city, chinese));
        }
        return all.stream().filter(scan -> !scan.at().isAfter(now)).toList();
    }

    private static void end(String number, Instant shipped, String city, boolean chinese, List<Scan> all) {
        if (number.endsWith("77")) {
            all.add(scan(shipped, 36, ParcelState.PROBLEM, chinese ? "地址不详，联系不上收件人" : "Address unclear, nobody could be reached", city));
        } else if (number.endsWith("88")) {
            all.add(scan(shipped, 36, ParcelState.REFUSED, chinese ? "收件人拒收" : "The receiver refused the parcel", city));
            all.add(back(shipped.plus(Duration.ofHours(36)), city, chinese));
        } else {
            all.add(scan(shipped, 38, ParcelState.DELIVERED, chinese ? "已签收，感谢使用" : "Delivered and signed for", city));
        }
    }

    private static Scan back(Instant refused, String city, boolean chinese) {
        return scan(refused, 14, ParcelState.RETURNING, chinese ? "快件正在退回寄件人" : "On its way back to the sender", city);
    }

    private static Scan scan(Instant shipped, int hours, ParcelState state, String text, String place) {
        return new Scan(shipped.plus(Duration.ofHours(hours)), state, text, place);
    }
}
