package entrepot.web.pages.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Links to this page with one parameter changed, for tabs, filters and paging: the others stay as they are. */
@Named
@RequestScoped
public class Links {

    /** Where a list goes on, or {@code …-after} where a page has several; changing anything else starts it from the top. */
    private static final String AFTER = "after";
    private static final int PARAMETERS_MAX = 20;

    @Inject
    private HttpServletRequest request;

    /** This page with name=value; a null or empty value takes the parameter away. */
    public String with(String name, Object value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String asked = request.getQueryString() == null ? "" : request.getQueryString();
        for (String pair : asked.split("&", PARAMETERS_MAX)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[0].equals(AFTER) && !parts[0].endsWith("-" + AFTER)) {
                parameters.putIfAbsent(decode(parts[0]), decode(parts[1]));
            }
        }
        parameters.remove(name);
        if (value != null && !String.valueOf(value).isEmpty()) {
            parameters.put(name, String.valueOf(value));
        }
        String query = parameters.entrySet().stream().map(p -> encode(p.getKey()) + "=" + encode(p.getValue())).collect(Collectors.joining("&"));
        String path = Paths.ofPage(request);
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cutOff) {
            return "";
        }
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
