package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.ordering.OrderRequest;
import entrepot.platform.geo.Address;
import java.time.Instant;

/**
 * What is asked about a parcel that is packed or on its way.
 *
 * @param kind    STOP, ADDRESS or OTHER
 * @param address where it is to go instead; for ADDRESS only
 * @param state   ASKED, AGREED, REFUSED or WITHDRAWN; of one that was agreed while the parcel was on its way, in the end CAUGHT or TOO_LATE; TOO_LATE also where nobody answered before the parcel ended
 * @param fee     what it costs the member if it is agreed
 * @param answer  in the words of who answered
 */
public record RequestAnswer(String code, String order, String consignment, String kind, String text, Address address, String state, Money fee,
                            String askedBy, Instant askedAt, String answer, String answeredBy, Instant answeredAt) {

    public static RequestAnswer of(OrderRequest request) {
        return new RequestAnswer(request.code(), request.orderCode(), request.consignment(), request.kind().name(), request.text(), request.address(),
                request.state().name(), request.fee(), request.askedBy(), request.askedAt(), request.answer(), request.answeredBy(),
                request.answeredAt());
    }
}
