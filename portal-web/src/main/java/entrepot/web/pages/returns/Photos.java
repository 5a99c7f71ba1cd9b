package entrepot.web.pages.returns;

import entrepot.aftersales.AfterSalesProblem;
import entrepot.aftersales.Returns;
import entrepot.kernel.Problem;
import entrepot.platform.files.Proof;
import entrepot.web.pages.frame.Uploads;
import jakarta.servlet.http.Part;
import java.util.List;

/** Reads the photos that a form brought. */
final class Photos {

    private Photos() {
    }

    /** Their number is looked at before any of them is decoded. @throws Problem RETURN_PHOTOS, and as {@link Proof#of} */
    static List<Proof> of(List<Part> files) {
        List<Part> chosen = files == null ? List.of() : files.stream().filter(Uploads::isChosen).toList();
        if (chosen.size() > Returns.PHOTOS_MAX) {
            throw new Problem(AfterSalesProblem.RETURN_PHOTOS).with("max", Returns.PHOTOS_MAX);
        }
        return chosen.stream().map(file -> Proof.of(file.getSubmittedFileName(), Uploads.bytes(file, Proof.BYTES_MAX))).toList();
    }
}
