package entrepot.web.pages.frame;

import java.time.Instant;

/** One step of a history as {@code po:timeline} shows it; who and why may be null. All in the person's language already. */
public record TimelineStep(Instant when, String what, String who, String why) {
}
