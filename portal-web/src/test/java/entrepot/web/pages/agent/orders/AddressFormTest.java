package entrepot.web.pages.agent.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import entrepot.platform.geo.Address;
import entrepot.platform.geo.AddressDoubt;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressFormTest {

    private final AddressForm form = new AddressForm("CN");

    @Test
    void a_second_paste_replaces_the_whole_address() {
        paste("重庆渝中区解放碑步行街1号，刘备，13700001234，400010");
        assertEquals(new Address("刘备", "13700001234", "CN", "重庆市", "重庆市", "渝中区", "解放碑步行街1号", "400010"), form.address());
        paste("Li Na, Room 1203, 88 Century Avenue, Pudong, Shanghai 200120, +86 138 0000 4567");
        assertEquals(new Address("Li Na", "+86 138 0000 4567", "CN", "上海市", "上海市", "", "Room 1203, 88 Century Avenue, Pudong", "200120"),
                form.address());
        paste("王小明 1380000123 浙江省杭州市西湖区文三路1号");
        assertEquals(new Address("王小明", "1380000123", "CN", "浙江省", "杭州市", "西湖区", "文三路1号", ""), form.address());
        assertEquals(List.of(AddressDoubt.PHONE_ODD), form.getDoubts());
    }

    @Test
    void what_a_paste_does_not_tell_is_empty_and_said() {
        paste("John O'Neil, 12 High Street, London SW1A 1AA, United Kingdom");
        assertEquals("GB", form.getCountry());
        paste("文三路1号");
        assertEquals(new Address("", "", "CN", "", "", "", "文三路1号", ""), form.address());
        assertTrue(form.getDoubts().containsAll(List.of(AddressDoubt.NAME_MISSING, AddressDoubt.PHONE_MISSING, AddressDoubt.REGION_UNKNOWN)));
        paste("13800001234");
        assertTrue(form.getDoubts().containsAll(List.of(AddressDoubt.NAME_MISSING, AddressDoubt.STREET_MISSING)));
        paste(" ");
        assertEquals("13800001234", form.address().phone());
    }

    private void paste(String text) {
        form.setPasted(text);
        form.takeApart();
    }
}
