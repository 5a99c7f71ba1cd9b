package entrepot.web.pages.agent.lists;

import entrepot.lists.Field;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says once what the columns of a file mean that nobody knows. */
@Named
@RequestScoped
public class ListMappingPage {

    @Inject
    private ShippingLists lists;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private ShippingLists.Mapping mapping;
    private boolean asked;
    private List<Choice> choices;

    /** A field of ours and the column that was chosen for it. */
    public static final class Choice {

        private final Field field;
        private String column;

        Choice(Field field, String column) {
            this.field = field;
            this.column = column;
        }

        public Field getField() {
            return field;
        }

        public String getColumn() {
            return column;
        }

        public void setColumn(String column) {
            this.column = column;
        }
    }

    public void load() {
        getMapping();
    }

    public ShippingLists.Mapping getMapping() {
        if (!asked) {
            asked = true;
            Optional<ShippingLists.Mapping> found = lists.mapping(actor.get(), getCode());
            mapping = found.orElse(null);
        }
        return mapping;
    }

    public List<Choice> getChoices() {
        if (choices == null) {
            choices = new ArrayList<>();
            if (getMapping() != null) {
                Arrays.stream(Field.values()).filter(Field::byHand).forEach(field ->
                        choices.add(new Choice(field, mapping.chosen().getOrDefault(field, ""))));
            }
        }
        return choices;
    }

    public String save() {
        Map<Field, String> columns = new EnumMap<>(Field.class);
        getChoices().forEach(choice -> columns.put(choice.getField(), choice.getColumn()));
        ShippingList list = lists.map(actor.get(), getCode(), mapping.file(), columns);
        return Done.to((list.state() == ShippingList.State.MAPPING ? "/agent/lists/mapping?code=" : "/agent/lists/detail?code=") + list.code());
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public void setCode(String code) {
        // read from the address, which the form keeps
    }
}
