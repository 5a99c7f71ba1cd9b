package entrepot.lists;

import entrepot.lists.ListReader.Place;
import entrepot.lists.ListReader.Sheet;
import entrepot.lists.ShippingLists.Editable;
import entrepot.lists.ShippingLists.EditableCell;
import entrepot.lists.ShippingLists.Rejected;
import entrepot.lists.ShippingLists.RejectedRow;
import entrepot.platform.files.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells of a list's orders by what they mean, as corrected. Pure. */
final class Cells {

    private static final List<Field> HEAD = List.of(Field.NUMBER, Field.NAME, Field.PHONE, Field.COUNTRY, Field.PROVINCE, Field.CITY,
            Field.DISTRICT, Field.STREET, Field.POSTCODE, Field.REMARK, Field.PAID_AT, Field.SHIP_BY, Field.STATUS);
    private static final List<Field> LINE = List.of(Field.SKU, Field.ITEM, Field.SPEC, Field.QUANTITY, Field.PRICE);
    /** The columns of our template in which what was not placed can be uploaded again. */
    private static final List<String> TEMPLATE = List.of("Order number", "SKU", "Item", "Spec", "Quantity", "Price", "Name", "Phone",
            "Country", "Province", "City", "District", "Street", "Postcode", "Remark", "Paid at", "Ship by", "Status");
    private static final List<Field> TEMPLATE_FIELDS = List.of(Field.NUMBER, Field.SKU, Field.ITEM, Field.SPEC, Field.QUANTITY,
            Field.PRICE, Field.NAME, Field.PHONE, Field.COUNTRY, Field.PROVINCE, Field.CITY, Field.DISTRICT, Field.STREET,
            Field.POSTCODE, Field.REMARK, Field.PAID_AT, Field.SHIP_BY, Field.STATUS);

    private final List<Sheet> sheets;
    private final Map<Place, String> fixes;
    private final Map<Long, Table.Line> lines = new HashMap<>();

    Cells(List<Sheet> sheets, Map<Place, String> fixes) {
        this.sheets = sheets;
        this.fixes = fixes;
        for (int file = 1; file <= sheets.size(); file++) {
            for (Table.Line line : sheets.get(file - 1).table().lines()) {
                lines.put(Rows.of(file, line.number()), line);
            }
        }
    }

    /** Of the order: the cells of its first row; of its lines: those of each row that has any. */
    Editable of(ListedOrder order) {
        long first = order.rows().get(0);
        List<EditableCell> head = new ArrayList<>();
        for (Field field : HEAD) {
            if (has(first, field) || !value(first, field).isEmpty() || field == Field.CITY || field == Field.PHONE) {
                head.add(new EditableCell(first, field, value(first, field)));
            }
        }
        List<List<EditableCell>> lineCells = new ArrayList<>();
        for (long row : order.rows()) {
            List<EditableCell> cells = new ArrayList<>();
            for (Field field : LINE) {
                if (has(row, Field.QUANTITY) && has(row, field)) {
                    cells.add(new EditableCell(row, field, value(row, field)));
                }
            }
            if (!cells.isEmpty()) {
                lineCells.add(cells);
            }
        }
        return new Editable(order, head, lineCells);
    }

    /** Orders in the columns of our template, a row each line. */
    Rejected rejected(List<ListedOrder> orders) {
        List<RejectedRow> rejected = new ArrayList<>();
        for (ListedOrder order : orders) {
            long first = order.rows().get(0);
            List<Long> own = order.rows().stream().filter(row -> has(row, Field.QUANTITY)).toList();
            for (long row : own.isEmpty() ? List.of(first) : own) {
                List<String> cells = new ArrayList<>();
                for (Field field : TEMPLATE_FIELDS) {
                    cells.add(value(field.ofLine() ? row : first, field));
                }
                rejected.add(new RejectedRow(row, cells, row == first || order.rows().size() == own.size() || row == own.get(0)
                        ? order.faults() : List.of()));
            }
        }
        return new Rejected(TEMPLATE, rejected);
    }

    /** Whether the files have a column for everything that was corrected. */
    boolean fitTheFile() {
        return fixes.keySet().stream().allMatch(place -> has(place.row(), place.field()));
    }

    /** A row of the first file in its own columns; a correction stands in the first column of its meaning, for the others add to it. */
    List<String> corrected(Table.Line line) {
        Sheet sheet = sheets.get(0);
        List<String> header = sheet.table().header().stream().map(Table::normal).toList();
        List<String> cells = new ArrayList<>(line.cells());
        fixes.forEach((place, value) -> {
            if (place.row() == line.number()) {
                List<Integer> at = sheet.layout().columns().getOrDefault(place.field(), List.of()).stream()
                        .map(column -> header.indexOf(Table.normal(column))).filter(index -> index >= 0).toList();
                while (cells.size() < header.size()) {
                    cells.add("");
                }
                at.forEach(index -> cells.set(index, ""));
                cells.set(at.get(0), value);
            }
        });
        return cells;
    }

    private boolean has(long row, Field field) {
        int file = Rows.file(row);
        return file <= sheets.size() && sheets.get(file - 1).layout().has(sheets.get(file - 1).table(), field);
    }

    private String value(long row, Field field) {
        String fixed = fixes.get(new Place(row, field));
        if (fixed != null) {
            return fixed;
        }
        Table.Line line = lines.get(row);
        if (line == null) {
            return "";
        }
        Sheet sheet = sheets.get(Rows.file(row) - 1);
        for (String column : sheet.layout().columns().getOrDefault(field, List.of())) {
            String cell = Cell.text(sheet.table().cell(line, column));
            if (!cell.isEmpty()) {
                return cell;
            }
        }
        return "";
    }
}
