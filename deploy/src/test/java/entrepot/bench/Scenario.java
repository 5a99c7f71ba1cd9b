package entrepot.bench;

/** One thing that is measured. */
public interface Scenario {
    /**
     * Measures and prints.
     *
     * @throws Exception when it cannot be measured; the run fails then, a figure is never made up
     */
    void run(Figures figures) throws Exception;
}
