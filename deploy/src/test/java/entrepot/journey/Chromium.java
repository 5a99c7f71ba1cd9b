package entrepot.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium of the machine's own, driven by Playwright: found, or installed from the distribution's packages where
 * that is allowed; otherwise the test fails and says what is missing. Nothing is downloaded past the packages.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-default-apps", "--metrics-recording-only");
    private static Path program;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts one; close it when the test class is done. */
    public static Chromium start() {
        Path chromium = find();
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium).setHeadless(true).setArgs(QUIET)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** The browser. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static synchronized Path find() {
        if (program == null) {
            program = look().or(() -> {
                install();
                return look();
            }).orElseThrow(() -> missing("it is not on the path after installing it either"));
        }
        return program;
    }

    private static Optional<Path> look() {
        String told = System.getenv("CHROMIUM");
        if (told != null && !told.isBlank()) {
            Path path = Path.of(told);
            if (!Files.isExecutable(path)) {
                throw missing("CHROMIUM names " + told + ", which is no program");
            }
            return Optional.of(path);
        }
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    private static void install() {
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get")) || !"root".equals(System.getProperty("user.name"))) {
            throw missing("none was found, and packages can be installed here neither by apt-get nor as root");
        }
        // the fonts, because half of the pages are Chinese
        run("apt-get", "update");
        run("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk");
    }

    private static void run(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw missing(String.join(" ", command) + " failed:\n" + output);
            }
        } catch (IOException e) {
            throw missing(String.join(" ", command) + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw missing("interrupted");
        }
    }

    private static AssertionError missing(String why) {
        return new AssertionError("The journeys need Chromium: " + why + ". Install the packages chromium and"
                + " fonts-noto-cjk, or name the program in the environment variable CHROMIUM.");
    }
}
